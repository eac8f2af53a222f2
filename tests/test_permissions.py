"""Who may do what: the whole of it as one table, and what happens to it when people and unions change.

The dossier of the table is Lan's: written by her, at the garment factory, under the union of the industrial
zones. Minh stands in it twice: as the reviewer there, and as the chair of another grassroots union. The file is as
long as its table, which is read as one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Model
from pytest_django import DjangoAssertNumQueries, DjangoDbBlocker

from sangkien.accounts.models import Person, Role
from sangkien.accounts.permissions import Actor, Permission, Rule, holders
from sangkien.base.days import day_of
from sangkien.base.problems import NotAllowed, NotPossible
from sangkien.clusters import actions as clusters
from sangkien.clusters.models import Cluster
from sangkien.confirmations.tests.asking import employer_says, employers_link
from sangkien.desks.models import Escalation
from sangkien.directory import actions as directory
from sangkien.directory.models import WorkplaceRequest
from sangkien.directory.rules import Asked
from sangkien.evidence import inspecting
from sangkien.evidence.models import Strata
from sangkien.evidence.rules import Plan
from sangkien.gatherings.actions import cancel
from sangkien.gatherings.tests.holding import held
from sangkien.initiatives import actions, rules
from sangkien.initiatives.content import AuthorEntry
from sangkien.initiatives.models import Draft, Initiative, LateArrival
from sangkien.initiatives.states import State
from sangkien.initiatives.turns import turn_at
from sangkien.ops.references import all_permissions
from sangkien.organisations.models import Organisation
from sangkien.programmes.actions import configure
from sangkien.programmes.models import Campaign, Programme
from sangkien.programmes.spec import read
from sangkien.reforms.models import Reform
from sangkien.review import actions as review
from sangkien.review import rules as review_rules
from sangkien.review.tests.test_again import appealed, returned_twice
from sangkien.triage.models import SavedView
from tests.cast import CATALOGUE, NOW, Cast, seed
from tests.permissions_of_certificates import CERTIFICATES, certificates
from tests.permissions_of_councils import COUNCILS
from tests.permissions_of_difficulties import DIFFICULTIES, difficulties
from tests.permissions_of_grading import GRADING, grading
from tests.permissions_of_honours import HONOURS, honours
from tests.permissions_of_intake import INTAKE, batches
from tests.permissions_of_jobs import JOBS, jobs
from tests.permissions_of_papers import PAPERS, papers
from tests.permissions_of_review import REVIEW
from tests.permissions_of_rewards import REWARDS
from tests.permissions_of_scopes import SCOPES, scopes
from tests.permissions_of_sittings import SITTINGS, sittings
from tests.permissions_of_standings import STANDINGS
from tests.permissions_of_stories import STORIES, stories
from tests.scoring import things_of_a_council

TODAY = day_of(NOW)
# "carrier" has not signed in, but began the drafts in this browser. x: may. A dot: may not.
TABLE = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
draft.write            OWN_DRAFT             .      .     x    .   .   .    .    .    .    .    .   .
draft.write            UNSIGNED_DRAFT        .      x     .    .   .   .    .    .    .    .    .   .
draft.discard          OWN_DRAFT             .      .     x    .   .   .    .    .    .    .    .   .
draft.discard          UNSIGNED_DRAFT        .      x     .    .   .   .    .    .    .    .    .   .
draft.claim            OWN_DRAFT             .      .     .    .   .   .    .    .    .    .    .   .
draft.claim            UNSIGNED_DRAFT        .      x     .    .   .   .    .    .    .    .    .   .
initiative.see         SUBMITTED             .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         REVIEWING             .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         RETURNED              .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         VALID                 .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         INELIGIBLE            .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         DUPLICATE             .      .     x    .   x   .    x    .    x    .    x   x
initiative.see         WITHDRAWN             .      .     x    .   x   .    x    .    x    .    x   x
initiative.see_public  SUBMITTED             .      .     .    .   .   .    .    .    .    .    .   .
initiative.see_public  REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
initiative.see_public  RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
initiative.see_public  VALID                 x      x     x    x   x   x    x    x    x    x    x   x
initiative.see_public  INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
initiative.see_public  DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
initiative.see_public  WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    SUBMITTED             .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    RETURNED              .      .     x    .   .   .    .    .    .    .    .   .
initiative.complete    VALID                 .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
initiative.complete    WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
initiative.withdraw    SUBMITTED             .      .     x    .   .   .    .    .    .    .    .   .
initiative.withdraw    REVIEWING             .      .     x    .   .   .    .    .    .    .    .   .
initiative.withdraw    RETURNED              .      .     x    .   .   .    .    .    .    .    .   .
initiative.withdraw    VALID                 .      .     .    .   .   .    .    .    .    .    .   .
initiative.withdraw    INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
initiative.withdraw    DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
initiative.withdraw    WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
consent.say            SUBMITTED             .      .     x    .   .   .    .    .    .    .    .   .
consent.say            REVIEWING             .      .     x    .   .   .    .    .    .    .    .   .
consent.say            RETURNED              .      .     x    .   .   .    .    .    .    .    .   .
consent.say            VALID                 .      .     x    .   .   .    .    .    .    .    .   .
consent.say            INELIGIBLE            .      .     x    .   .   .    .    .    .    .    .   .
consent.say            DUPLICATE             .      .     x    .   .   .    .    .    .    .    .   .
consent.say            WITHDRAWN             .      .     x    .   .   .    .    .    .    .    .   .
initiative.answer_late SUBMITTED             .      .     .    .   .   .    .    .    .    .    .   .
initiative.answer_late VALID                 .      .     .    .   .   .    .    .    .    .    .   .
initiative.answer_late LATE                  .      .     .    .   .   .    x    .    x    .    .   .
initiative.answer_late LATE_AND_VALID        .      .     .    .   .   .    x    .    x    .    .   .
initiative.answer_late LATE_AND_RETURNED     .      .     .    .   .   .    .    .    .    .    .   .
initiative.answer_late YENS_LATE             .      .     .    .   .   .    x    .    .    .    .   .
initiative.answer_late ANSWERED_LATE         .      .     .    .   .   .    .    .    .    .    .   .
review.tell_apart      SUBMITTED             .      .     .    .   x   .    x    .    x    .    .   .
review.tell_apart      REVIEWING             .      .     .    .   .   .    x    .    x    .    .   .
review.tell_apart      RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
review.tell_apart      VALID                 .      .     .    .   .   .    .    .    .    .    .   .
review.tell_apart      INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
review.tell_apart      DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
review.tell_apart      WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
review.note_listing    SUBMITTED             .      .     .    .   x   .    x    .    x    .    .   .
review.note_listing    REVIEWING             .      .     .    .   .   .    x    .    x    .    .   .
review.note_listing    RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
review.note_listing    VALID                 .      .     .    .   .   .    .    .    .    .    .   .
review.note_listing    INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
review.note_listing    DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
review.note_listing    WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
dossier.tick           SUBMITTED             .      .     .    .   x   .    .    .    .    .    .   .
dossier.tick           REVIEWING             .      .     .    .   .   .    x    .    x    .    .   .
dossier.tick           RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
dossier.tick           VALID                 .      .     .    .   .   .    .    .    .    .    .   .
dossier.tick           INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
dossier.tick           DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
dossier.tick           WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
view.keep              MINHS_VIEW            .      .     .    .   .   .    x    x    .    .    .   .
message.ask            SUBMITTED             .      .     x    .   .   .    .    .    .    .    .   .
message.ask            REVIEWING             .      .     x    .   .   .    .    .    .    .    .   .
message.ask            RETURNED              .      .     x    .   .   .    .    .    .    .    .   .
message.ask            VALID                 .      .     x    .   .   .    .    .    .    .    .   .
message.ask            INELIGIBLE            .      .     x    .   .   .    .    .    .    .    .   .
message.ask            DUPLICATE             .      .     x    .   .   .    .    .    .    .    .   .
message.ask            WITHDRAWN             .      .     x    .   .   .    .    .    .    .    .   .
message.answer         SUBMITTED             .      .     .    .   x   .    x    .    x    .    .   .
message.answer         REVIEWING             .      .     .    .   x   .    x    .    x    .    .   .
message.answer         RETURNED              .      .     .    .   x   .    x    .    x    .    .   .
message.answer         VALID                 .      .     .    .   x   .    x    .    x    .    .   .
message.answer         INELIGIBLE            .      .     .    .   x   .    x    .    x    .    .   .
message.answer         DUPLICATE             .      .     .    .   x   .    x    .    x    .    .   .
message.answer         WITHDRAWN             .      .     .    .   x   .    x    .    x    .    .   .
recognition.propose    SUBMITTED             .      .     x    .   x   .    .    .    .    .    .   .
recognition.propose    REVIEWING             .      .     x    .   x   .    .    .    .    .    .   .
recognition.propose    RETURNED              .      .     x    .   x   .    .    .    .    .    .   .
recognition.propose    VALID                 .      .     .    .   .   .    .    .    .    .    .   .
recognition.propose    INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
recognition.propose    DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
recognition.propose    WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
desk.handle            SUBMITTED             .      .     .    .   x   .    .    .    .    .    .   .
desk.handle            REVIEWING             .      .     .    .   .   .    x    .    x    .    .   .
desk.handle            RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
desk.handle            VALID                 .      .     .    .   .   .    .    .    .    .    .   .
desk.handle            INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
desk.handle            DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
desk.handle            WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
desk.arrange           GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
desk.arrange           INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
desk.arrange           OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
desk.arrange           PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
escalation.see         LATE_BELOW            .      .     .    .   .   .    x    .    x    .    .   .
escalation.remind      LATE_BELOW            .      .     .    .   .   .    x    .    x    .    .   .
escalation.take_over   LATE_BELOW            .      .     .    .   .   .    x    .    x    .    .   .
escalation.see         MINHS_LATE_BELOW      .      .     .    .   .   .    x    .    x    .    .   .
escalation.remind      MINHS_LATE_BELOW      .      .     .    .   .   .    x    .    x    .    .   .
escalation.take_over   MINHS_LATE_BELOW      .      .     .    .   .   .    .    .    x    .    .   .
escalation.see         ANSWERED_BELOW        .      .     .    .   .   .    x    .    x    .    .   .
escalation.remind      ANSWERED_BELOW        .      .     .    .   .   .    .    .    .    .    .   .
escalation.take_over   ANSWERED_BELOW        .      .     .    .   .   .    .    .    .    .    .   .
escalation.see         LATE_AT_THE_ZONES     .      .     .    .   .   .    .    .    .    .    x   .
escalation.remind      LATE_AT_THE_ZONES     .      .     .    .   .   .    .    .    .    .    x   .
escalation.take_over   LATE_AT_THE_ZONES     .      .     .    .   .   .    .    .    .    .    .   .
organisation.inside    GARMENT_FACTORY       .      .     .    .   x   .    x    .    x    .    x   x
organisation.inside    INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    x   x
organisation.inside    OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    x   x
organisation.inside    PROVINCE              .      .     .    .   .   .    .    .    .    .    x   x
statistics.see         GARMENT_FACTORY       .      .     .    .   x   .    x    .    x    .    x   x
statistics.see         INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    x   x
statistics.see         OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    x   x
statistics.see         PROVINCE              .      .     .    .   .   .    .    .    .    .    x   x
request.see_own        REQUEST               .      .     x    .   .   .    .    .    .    .    .   .
request.see_own        UNSIGNED_REQUEST      .      x     .    .   .   .    .    .    .    .    .   .
request.see_own        YENS_REQUEST          .      .     .    .   .   .    .    .    x    .    .   .
request.see            REQUEST               .      .     .    .   .   .    x    .    x    .    x   x
request.see            UNSIGNED_REQUEST      .      .     .    .   .   .    x    .    x    .    x   x
request.see            YENS_REQUEST          .      .     .    .   .   .    x    .    x    .    x   x
request.see            ANSWERED_REQUEST      .      .     .    .   .   .    x    .    x    .    x   x
request.answer         REQUEST               .      .     .    .   .   .    x    .    x    .    x   x
request.answer         UNSIGNED_REQUEST      .      .     .    .   .   .    x    .    x    .    x   x
request.answer         YENS_REQUEST          .      .     .    .   .   .    x    .    .    .    x   x
request.answer         ANSWERED_REQUEST      .      .     .    .   .   .    .    .    .    .    .   .
unit.compare           GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    x   x
unit.compare           INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    x   x
unit.compare           OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    x   x
unit.compare           PROVINCE              .      .     .    .   .   .    .    .    .    .    x   x
reform.apply           GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   x
reform.apply           INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   x
reform.apply           OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   x
reform.apply           PROVINCE              .      .     .    .   .   .    .    .    .    .    .   x
reform.see             REFORM                .      .     .    .   .   .    .    .    .    .    x   x
programme.found        INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
programme.found        PROVINCE              .      .     .    .   .   .    .    .    .    .    .   .
programme.found        CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
programme.shape        PROGRAMME             .      .     .    .   .   .    .    .    .    .    .   x
programme.shape        PROVINCES_PROGRAMME   .      .     .    .   .   .    .    .    .    .    .   .
stretch.open           GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
stretch.open           INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
stretch.open           OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
stretch.open           PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
stretch.open           CONFEDERATION         .      .     .    .   .   .    .    .    .    .    .   x
stretch.change         FACTORYS_WEEK         .      .     .    .   x   .    .    .    .    .    .   .
stretch.change         ZONES_WEEK            .      .     .    .   .   .    x    .    x    .    .   .
target.allocate        GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
target.allocate        INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
target.allocate        OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   .
target.allocate        PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
target.pledge          GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
target.pledge          INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
target.pledge          OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
target.pledge          PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
update_day.hold        GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
update_day.hold        INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    .   .
update_day.hold        OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    .   .
update_day.hold        PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
update_day.manage      FACTORYS_DAY          .      .     .    .   x   .    .    .    .    .    .   .
update_day.manage      ZONES_DAY             .      .     .    .   .   .    x    .    x    .    .   .
update_day.manage      CANCELLED_DAY         .      .     .    .   .   .    .    .    .    .    .   .
update_day.see         FACTORYS_DAY          .      .     .    .   x   .    x    .    x    .    x   x
update_day.see         ZONES_DAY             .      .     .    .   .   .    x    .    x    .    x   x
update_day.see         CANCELLED_DAY         .      .     .    .   x   .    x    .    x    .    x   x
author_link.hand_on    SUBMITTED             .      .     x    .   x   .    .    .    .    .    .   .
author_link.hand_on    REVIEWING             .      .     x    .   x   .    .    .    .    .    .   .
author_link.hand_on    RETURNED              .      .     x    .   x   .    .    .    .    .    .   .
author_link.hand_on    VALID                 .      .     .    .   .   .    .    .    .    .    .   .
author_link.hand_on    INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
author_link.hand_on    DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
author_link.hand_on    WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
consent.record         SUBMITTED             .      .     x    .   x   .    .    .    .    .    .   .
consent.record         REVIEWING             .      .     x    .   x   .    .    .    .    .    .   .
consent.record         RETURNED              .      .     x    .   x   .    .    .    .    .    .   .
consent.record         VALID                 .      .     x    .   x   .    .    .    .    .    .   .
consent.record         INELIGIBLE            .      .     x    .   x   .    .    .    .    .    .   .
consent.record         DUPLICATE             .      .     x    .   x   .    .    .    .    .    .   .
consent.record         WITHDRAWN             .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       SUBMITTED             .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       REVIEWING             .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       RETURNED              .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       VALID                 .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       INELIGIBLE            .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       DUPLICATE             .      .     x    .   x   .    .    .    .    .    .   .
consent.withdraw       WITHDRAWN             .      .     x    .   x   .    .    .    .    .    .   .
employer.ask           SUBMITTED             .      .     x    .   x   .    .    .    .    .    .   .
employer.ask           REVIEWING             .      .     x    .   x   .    .    .    .    .    .   .
employer.ask           RETURNED              .      .     x    .   x   .    .    .    .    .    .   .
employer.ask           VALID                 .      .     x    .   x   .    .    .    .    .    .   .
employer.ask           INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
employer.ask           DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
employer.ask           WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
employer.ask_as_union  SUBMITTED             .      .     .    .   x   .    .    .    .    .    .   .
employer.ask_as_union  REVIEWING             .      .     .    .   x   .    .    .    .    .    .   .
employer.ask_as_union  RETURNED              .      .     .    .   x   .    .    .    .    .    .   .
employer.ask_as_union  VALID                 .      .     .    .   x   .    .    .    .    .    .   .
employer.ask_as_union  INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
employer.ask_as_union  DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
employer.ask_as_union  WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
initiative.read_method SUBMITTED             .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method REVIEWING             .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method RETURNED              .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method VALID                 .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method INELIGIBLE            .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method DUPLICATE             .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method WITHDRAWN             .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method WITHHELD              .      .     x    .   x   .    x    .    x    .    x   x
initiative.read_method RESTRICTED            .      .     x    .   x   .    x    .    x    .    .   .
value.verify           SUBMITTED             .      .     .    .   .   .    .    .    .    .    .   .
value.verify           REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
value.verify           RETURNED              .      .     .    .   .   .    .    .    .    .    .   .
value.verify           VALID                 .      .     .    .   x   .    x    .    x    .    .   .
value.verify           INELIGIBLE            .      .     .    .   .   .    .    .    .    .    .   .
value.verify           DUPLICATE             .      .     .    .   .   .    .    .    .    .    .   .
value.verify           WITHDRAWN             .      .     .    .   .   .    .    .    .    .    .   .
inspection.plan        GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    x   .
inspection.plan        INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    x   .
inspection.plan        OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    x   .
inspection.plan        PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
inspection.see         INSPECTION            .      .     .    .   .   .    .    .    .    .    x   x
inspection.see         DRAWN_INSPECTION      .      .     .    .   .   .    .    .    .    .    x   x
inspection.draw        INSPECTION            .      .     .    .   .   .    .    .    .    .    .   x
inspection.draw        DRAWN_INSPECTION      .      .     .    .   .   .    .    .    .    .    .   .
inspection.judge       SAMPLED               .      .     .    .   .   .    .    .    .    .    x   .
inspection.judge       SAMPLED_OF_DONGS      .      .     .    .   .   .    .    .    .    .    .   .
"""
PEOPLE = COUNCILS.split("\n")[1].split()  # Ngọc is asked about verdicts only, Hoa where a council scores
TABLES = (
    TABLE,
    REVIEW,
    COUNCILS,
    STANDINGS,
    JOBS,
    INTAKE,
    PAPERS,
    GRADING,
    SITTINGS,
    SCOPES,
    HONOURS,
    CERTIFICATES,
    REWARDS,
    STORIES,
    DIFFICULTIES,
)
ROWS = [line.split() for table in TABLES for line in table.strip().split("\n")[1:]]
# Made last: whoever is told of one verdict is told of all that are over by then.
UNTOLD = {"UNTOLD", "CONCLUDED_UNTOLD"}
# Given to anyone at all, or to whoever carries a key: there is no list of people to tell.
WITHOUT_A_LIST = {"initiative.see_public", "draft.claim"}


@dataclass(frozen=True)
class Row:
    """What a table says of one permission on one thing, having `asked` so many of the cast."""

    permission: str
    thing: str
    asked: list[str]
    who: frozenset[str]


def row(cells: list[str]) -> Row:
    name, thing, *marks = cells
    asked = PEOPLE[: len(marks)]
    return Row(name, thing, asked, frozenset(who for who, mark in zip(asked, marks, strict=True) if mark == "x"))


class Stage:
    """Lan's dossier in every state, the two drafts, four unions, update days, and requests for a workplace: all of them
    stand there together, so that a list which names a thing too many is found out."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        lan, carrier = cast.actor("lan"), Actor(person=None, on=TODAY)
        cast.reviewer_of_the_province()
        own = actions.start_draft(cast.programme, by=lan, at=NOW)
        unsigned = actions.start_draft(cast.programme, by=carrier, at=NOW)
        self.keys = frozenset([own.key, unsigned.key])
        self._made: dict[str, Model] = {}
        self._actors: dict[str, Actor] = {}
        self._ways: dict[str, Callable[[], Model]] = {
            "OWN_DRAFT": lambda: own,
            "UNSIGNED_DRAFT": lambda: unsigned,
            **{state: partial(self.in_state, state) for state in State},
            "LATE": lambda: late(cast.submitted()),
            "LATE_AND_VALID": lambda: late(cast.valid()),
            "LATE_AND_RETURNED": lambda: late(cast.returned()),
            "YENS_LATE": lambda: late(cast.submitted(by="yen")),
            "WITHHELD": lambda: self.withheld("UNION"),
            "RESTRICTED": lambda: self.withheld("RESTRICTED"),
            "ANSWERED_LATE": lambda: late(cast.submitted(), answered_by=cast.person("minh")),
            "GARMENT_FACTORY": lambda: cast.unit("CS-MAY-TIEN-THUAN"),
            "INDUSTRIAL_ZONES": lambda: cast.unit("CD-KCN"),
            "OTHER_DISTRICT": lambda: cast.unit("LDLD-NINH-PHUOC"),
            "PROVINCE": lambda: cast.unit("LDLD-NINH-THUAN"),
            "CLUSTER": self.cluster,
            "MEMBER": lambda: self.thing("CLUSTER").members.get(),
            "CONFEDERATION": lambda: cast.unit("TLD"),
            "PROGRAMME": lambda: cast.programme,
            "PROVINCES_PROGRAMME": self.of_the_province,
            "FACTORYS_WEEK": lambda: week(cast, "CS-MAY-TIEN-THUAN"),
            "ZONES_WEEK": lambda: week(cast, "CD-KCN"),
            "FACTORYS_DAY": lambda: held(cast),
            "ZONES_DAY": lambda: held(cast, by="minh", unit="CD-KCN"),
            "CANCELLED_DAY": lambda: cancel(held(cast), seen=1, by=cast.actor("mai"), at=NOW),
            "MINHS_VIEW": lambda: SavedView.objects.create(person=cast.person("minh"), name="Quá hạn", query="?tre=1"),
            "LATE_BELOW": lambda: escalated(cast.submitted()),
            "MINHS_LATE_BELOW": lambda: escalated(cast.submitted(by="minh", role=Role.GRASSROOTS_OFFICER)),
            "ANSWERED_BELOW": self.answered_below,
            "LATE_AT_THE_ZONES": lambda: escalated(cast.confirmed(), to="LDLD-NINH-THUAN"),
            "REFORM": lambda: Reform.objects.create(
                code="QD-1", title="Sắp xếp", issuer="LĐLĐ tỉnh", effective=TODAY, plan={}, applied_at=NOW
            ),
            "REQUEST": lambda: self.request(own, lan),
            "UNSIGNED_REQUEST": lambda: self.request(unsigned, replace(carrier, keys=self.keys)),
            "YENS_REQUEST": lambda: self.request(*self.of("yen")),
            "ANSWERED_REQUEST": self.answered,
            **{name: partial(self.inspected, name) for name in INSPECTED},
            **self._decided(),
            **things_of_a_council(cast),
            **batches(cast),
            **jobs(cast),
            **papers(cast),
            **grading(cast),
            **sittings(cast),
            **scopes(cast),
            **honours(cast),
            **certificates(cast),
            **stories(cast),
            **difficulties(cast, carried=unsigned.key),
        }

    def thing(self, name: str) -> Model:
        """That one, made when it is first asked for."""
        if name not in self._made:
            self._made[name] = self._ways[name]()
        return self._made[name]

    def listed(self, who: str, permission: Permission, model: type[Model]) -> set[Any]:
        """The keys of all things of a kind on which that one of the cast holds the permission."""
        every = model._default_manager.all()
        return set(self.actor(who).among(permission, every).values_list("pk", flat=True))

    def inspected(self, name: str) -> Model:
        self._made |= inspected(self.cast)
        return self._made[name]

    def in_state(self, state: State) -> Initiative:
        ways = {State.SUBMITTED: self.cast.submitted, State.REVIEWING: self.cast.confirmed}
        ways |= {State.RETURNED: self.cast.returned, State.VALID: self.cast.valid}
        ways |= {State.INELIGIBLE: self.cast.refused, State.DUPLICATE: self.doubled, State.WITHDRAWN: self.withdrawn}
        return ways[state]()

    def doubled(self) -> Initiative:
        original, dossier = self.cast.confirmed(), self.cast.confirmed()
        review.mark_duplicate(dossier, of=original, seen=2, by=self.cast.actor("minh"), at=NOW)
        return self.cast.told(dossier)

    def _decided(self) -> dict[str, Callable[[], Model]]:
        """Verdicts that are not told yet, or are looked at again; three steps; and dossiers of those who review."""
        cast, minhs = self.cast, (AuthorEntry(full_name="Phạm Văn Minh", phone="+84912345005"),)
        return {
            "UNTOLD": self.untold,
            "APPEALED": lambda: appealed(cast),
            "REFERRED": self.referred,
            "TO_ENDORSE": self.of_three_steps,
            "ENDORSED": self.endorsed,
            "BY_YEN": lambda: cast.confirmed(by="yen"),
            "BY_YEN_VALID": lambda: cast.valid(by="yen"),
            "OF_MINH": lambda: cast.confirmed(authors=minhs),
            "OF_MINH_VALID": lambda: self.valid_by_yen(authors=minhs),
        }

    def untold(self) -> Initiative:
        dossier = self.cast.confirmed()
        review.validate(dossier, seen=2, by=self.cast.actor("minh"), at=NOW)
        return dossier

    def referred(self) -> Initiative:
        dossier = returned_twice(self.cast)
        reasons = [review.Reason("recognition_unclear", "Anh/chị ghi lại số quyết định.")]
        review.send_back(dossier, reasons=reasons, seen=dossier.version, by=self.cast.actor("minh"), at=NOW)
        return self.cast.again(dossier)

    def of_three_steps(self) -> Initiative:
        spec = read(CATALOGUE / "ct1tsk.yaml")
        three = spec.review.model_copy(update={"workflow": "THREE_STEPS"})
        two, cast = self.cast.programme, self.cast
        cast.programme = configure(spec.model_copy(update={"code": "BA-BUOC", "review": three}), by=None, at=NOW)
        dossier = cast.confirmed()
        cast.programme = two
        return dossier

    def of_the_province(self) -> Programme:
        spec = read(CATALOGUE / "ct1tsk.yaml").model_copy(update={"code": "CUA-TINH", "owner": "LDLD-NINH-THUAN"})
        return configure(spec, by=None, at=NOW)

    def endorsed(self) -> Initiative:
        dossier = self.of_three_steps()
        review.endorse(dossier, seen=2, by=self.cast.actor("minh"), at=NOW)
        return self.cast.again(dossier)

    def valid_by_yen(self, **changes: Any) -> Initiative:
        dossier = self.cast.confirmed(**changes)
        review.validate(dossier, seen=2, by=self.cast.actor("yen"), at=NOW)
        return self.cast.told(dossier)

    def withdrawn(self) -> Initiative:
        return actions.withdraw(self.cast.submitted(), seen=1, by=self.cast.actor("lan"), at=NOW)

    def withheld(self, level: str) -> Initiative:
        dossier = self.cast.submitted()
        employer_says(employers_link(self.cast, dossier), disclosure=level)
        return dossier

    def cluster(self) -> Cluster:
        """The province's, with the industrial zones in it."""
        found = clusters.found(self.cast.unit("LDLD-NINH-THUAN"), code="CUM-1", name="Cụm 1", by=None, at=NOW)
        clusters.admit(found, self.cast.unit("CD-KCN"), since=TODAY, by=None, at=NOW)
        return found

    def answered_below(self) -> Escalation:
        dossier = self.cast.submitted()
        told = escalated(dossier)
        review.confirm(dossier, seen=1, by=self.cast.actor("mai"), at=NOW + timedelta(hours=1))
        return told

    def of(self, login: str) -> tuple[Draft, Actor]:
        by = self.cast.actor(login)
        return actions.start_draft(self.cast.programme, by=by, at=NOW), by

    def request(self, draft: Draft, by: Actor) -> WorkplaceRequest:
        who = {} if by.person else {"full_name": "Nguyễn Văn Nam", "phone": "+84912345999"}
        asked = Asked(workplace="Xưởng mộc", place="Đô Vinh", near=self.cast.unit("CD-KCN"), **who)
        return directory.ask_for_workplace(draft, asked, by=by, at=NOW)

    def answered(self) -> WorkplaceRequest:
        request = self.request(*self.of("hung"))
        directory.refuse(request, reason="Không rõ nơi nào.", by=self.cast.actor("yen"), at=NOW)
        return request

    def actor(self, who: str) -> Actor:
        if who not in self._actors:
            self._actors[who] = self._of_the_cast(who)
        return self._actors[who]

    def _of_the_cast(self, who: str) -> Actor:
        if who in ("nobody", "carrier"):
            return Actor(person=None, on=TODAY, keys=self.keys if who == "carrier" else frozenset())
        role = {"minh": Role.REVIEWER, "chair": Role.GRASSROOTS_OFFICER}.get(who)
        return self.cast.actor(login(who), role=role)


INSPECTED = ["INSPECTION", "DRAWN_INSPECTION", "SAMPLED", "SAMPLED_OF_DONGS"]


def inspected(cast: Cast) -> dict[str, Model]:
    """Two inspections that Đông planned, one drawn by Hà; of its sample a dossier, and one that Đông entered."""
    at = NOW + timedelta(days=1)
    one, dongs = cast.valid(), cast.valid(by="dong")
    on = {"valid_from": TODAY, "valid_to": TODAY, "prize_on": day_of(at) + timedelta(days=1)}
    given = Plan(programme=cast.programme, phase=None, strata=Strata.NONE, share=100_00, **on)
    by = cast.actor("dong", on=day_of(at))
    planned, drawn = (inspecting.plan(cast.unit("CD-KCN"), given, by=by, at=at) for _n in range(2))
    later = at + timedelta(days=1, hours=11)
    inspecting.draw(drawn, "04718", by=cast.actor("ha", on=day_of(later)), at=later)
    sampled = {who: drawn.sampled.get(listed__initiative=dossier) for who, dossier in [("", one), ("_OF_DONGS", dongs)]}
    told = {f"SAMPLED{whose}": row for whose, row in sampled.items()}
    return {"INSPECTION": planned, "DRAWN_INSPECTION": drawn, **told}


def week(cast: Cast, code: str) -> Campaign:
    """A stretch that the union opened inside the forty days."""
    parent = cast.programme.campaigns.get(code="CD40N")
    told = {"kind": "PEAK_WEEK", "name": "Tuần", "window": parent.window, "by_unit": True}
    return cast.programme.campaigns.create(parent=parent, organiser=cast.unit(code), code=f"T-{code}"[:20], **told)


def late(initiative: Initiative, *, answered_by: Person | None = None) -> Initiative:
    answer = {"accepted": True, "answered_by": answered_by, "answered_at": NOW} if answered_by else {}
    LateArrival.objects.create(initiative=initiative, finished_at=NOW, **answer)
    return initiative


def escalated(initiative: Initiative, *, to: str = "CD-KCN") -> Escalation:
    above, turn = Organisation.objects.get(code=to), turn_at(initiative)
    facts = {"initiative": initiative, "desk_id": turn.union, "since": turn.since, "due_on": turn.until}
    return Escalation.objects.create(to=above, at=NOW, **facts)


def login(who: str) -> str:
    return "minh" if who == "chair" else who


@pytest.fixture(scope="class")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Made once for a class whose tests only ask: all that the tables name stands there from the beginning."""
    with django_db_blocker.unblock(), transaction.atomic():
        stage = Stage(seed())
        named = {thing for _name, thing, *_marks in ROWS}
        for thing in [*sorted(named - UNTOLD), *sorted(UNTOLD)]:
            stage.thing(thing)
        yield stage
        transaction.set_rollback(True)


def rows_of(permission: Permission) -> list[Row]:
    return [found for found in map(row, ROWS) if found.permission == permission.name]


@pytest.mark.parametrize("permission", all_permissions(), ids=lambda permission: permission.name)
class TestTheTable:
    def test_speaks_of_the_permission(self, permission: Permission) -> None:
        assert rows_of(permission), "a permission that nobody has thought through"

    @pytest.mark.django_db
    def test_is_what_all_three_questions_answer(self, permission: Permission, stage: Stage) -> None:
        listed = cache(partial(stage.listed, permission=permission))
        for told in rows_of(permission):
            thing = stage.thing(told.thing)
            told_to = {login(who) for who in told.who} - {"nobody", "carrier"}

            may = {who for who in told.asked if stage.actor(who).may(permission, thing)}
            among = {who for who in told.asked if thing.pk in listed(who, model=type(thing))}
            people = {person.username for person in holders(permission, thing, on=TODAY)} & {*map(login, told.asked)}

            assert may == among == told.who, told.thing
            assert people == (set() if permission.name in WITHOUT_A_LIST else told_to), told.thing


def test_the_table_speaks_of_nothing_else() -> None:
    assert {name for name, *_cells in ROWS} == {permission.name for permission in all_permissions()}


class TestLists:
    def test_name_a_dossier_of_many_authors_once(self, cast: Cast) -> None:
        three = tuple(AuthorEntry(full_name=f"Tác giả {n}", share=share) for n, share in enumerate((4000, 3000, 3000)))
        dossier = cast.submitted(authors=three)

        assert list(cast.actor("lan").among(rules.SEE, Initiative.objects.all())) == [dossier]

    def test_hold_what_another_question_left(self, cast: Cast) -> None:
        kept, other = cast.submitted(), cast.submitted()

        asked = Initiative.objects.exclude(pk=other.pk).order_by("pk")

        assert list(cast.actor("lan").among(rules.SEE, asked)) == [kept]

    def test_are_empty_for_who_may_nothing(self, cast: Cast) -> None:
        cast.submitted()

        assert not cast.actor("hung").among(rules.SEE, Initiative.objects.all()).exists()


class TestMust:
    def test_the_wrong_person_is_not_allowed(self, cast: Cast) -> None:
        with pytest.raises(NotAllowed, match=r"review\.decide"):
            cast.actor("lan").must(review_rules.DECIDE, cast.confirmed())

    def test_the_right_person_at_the_wrong_moment_is_told_so(self, cast: Cast) -> None:
        with pytest.raises(NotPossible) as no:
            cast.actor("minh").must(review_rules.DECIDE, cast.submitted())

        assert [(problem.code, problem.text) for problem in no.value.problems] == [
            ("wrong_moment", "Lúc này không thể kết luận về hồ sơ.")
        ]

    def test_an_actor_without_a_person_or_a_hat_has_neither(self, cast: Cast) -> None:
        nobody = Actor(person=None, on=TODAY)

        with pytest.raises(NotAllowed):
            _ = nobody.somebody
        with pytest.raises(NotAllowed):
            _ = cast.actor("lan").office


def test_asking_costs_one_query_however_large_the_union(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    dossiers = [cast.submitted() for _n in range(3)]
    dong = cast.actor("dong")
    _ = dong.unit

    with django_assert_num_queries(1):
        assert dong.may(rules.SEE, dossiers[0])
    with django_assert_num_queries(1):
        assert len(dong.among(rules.SEE, Initiative.objects.all())) == 3


def test_an_empty_list_of_rules_permits_nothing(cast: Cast) -> None:
    closed = Permission("nothing", "", [])

    assert not cast.actor("ha").may(closed, cast.unit("TLD"))
    assert not holders(closed, cast.unit("TLD"), on=TODAY)
    assert not cast.actor("ha").among(closed, Organisation.objects.all())


def test_a_rule_about_a_union_without_a_role_there_cannot_be_written() -> None:
    with pytest.raises(ValueError, match="permit everybody"):
        Rule(at="unit")
    with pytest.raises(ValueError, match="permit everybody"):
        Rule(over="unit", own="entered_by")
