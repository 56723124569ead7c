"""The domain: what is asked of suppliers on information security, answered, judged and scored.

Its words, and what they are called in Dutch on the screen:

Catalogue (normenkader)         one published edition of a norm, such as BIO2 1.3
Theme (thema)                   5 organisation, 6 people, 7 physical, 8 technology
Control (beheersmaatregel)      a control of ISO/IEC 27002, such as 5.20
Measure (overheidsmaatregel)    a measure of BIO2, such as 5.20.03
Category (categorie)            basishygiëne, ketenhygiëne, overheidsrisico
Segment (inkooponderdeel)       what can be bought, such as cloud services
RiskFactor (risicofactor)       what can be at stake, such as personal data
RiskProfile (risicoprofiel)     what is bought and what is at stake, as the buyer answers it
Proposals (voorstel)            which measures to ask for that, each with its reasons
RequirementSet (eisenset)       what a buyer asks, while it is composed
CarryOver (overnemen)           what becomes of a set that another one starts from
Requirement (eis, wens)         one line of it: knock_out, scored or informative
Proof (bewijs)                  what would show it in opzet, bestaan en werking, by type
Revision (versie)               an immutable, numbered, digested publication of the set
Annex (bijlage)                 a document made from a revision
Questionnaire (vragenlijst)     what follows from a revision for the supplier to answer
Question (vraag)                one thing asked, of one kind
Response, Answer                inschrijving, antwoord
Evidence (bewijsstuk)           a file that goes with a requirement
Judgement (beoordeling)         what a reviewer decides about an answer, and why
Consensus (consensus)           what the reviewers decide together
Scorecard (scorekaart)          what a response scores, with every term of every sum
"""
