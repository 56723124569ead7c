"""This file makes the blueprint that all pages of the way in are added to."""

from flask import Blueprint

pages = Blueprint("sign_in", __name__)
