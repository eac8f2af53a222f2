"""Who may do what where a council scores: a sheet, the conclusion, and reading what others gave. Hoa is a councillor of
the industrial zones; the last column is hers.

The dossiers are of the example programme and Lan's, but for OF_HOA (Hoa wrote it), BY_HOA and BY_YEN_TO_SCORE (who
entered it). TO_SCORE: confirmed. SCORED: by Hoa and Quang. SCORED_BY_YEN: by Yến and Quang. CONCLUDED: found valid by
the scores, concluded by Minh; UNTOLD: nobody has been told. APPEALED_FROM_COUNCIL: refused by the scores, and Lan asks
for another look. SUBMITTED to TO_ENDORSE are of other workflows.
"""

COUNCILS = """
                                            nobody carrier  lan  hung mai  kim  minh chair yen  thao dong  ha ngoc hoa
council.score        SUBMITTED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        REVIEWING                .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        TO_SCORE                 .       .      .    .    .    .    .     .    .    .    .    .   .    x
council.score        SCORED                   .       .      .    .    .    .    .     .    .    .    .    .   .    x
council.score        SCORED_BY_YEN            .       .      .    .    .    .    .     .    .    .    .    .   .    x
council.score        OF_HOA                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        BY_HOA                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        NOT_CONFIRMED            .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        COUNCIL_RETURNED         .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        CONCLUDED_UNTOLD         .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        CONCLUDED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        CONCLUDED_OF_HOA         .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.score        APPEALED_FROM_COUNCIL    .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  REVIEWING                .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  TO_SCORE                 .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  SCORED                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  SCORED_BY_YEN            .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  OF_HOA                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  BY_HOA                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  NOT_CONFIRMED            .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  COUNCIL_RETURNED         .       .      .    .    .    .    x     .    x    .    .    .   x    x
council.read_sheets  CONCLUDED_UNTOLD         .       .      .    .    .    .    .     .    .    .    .    .   .    .
council.read_sheets  CONCLUDED                .       .      .    .    .    .    x     .    x    .    .    .   x    x
council.read_sheets  CONCLUDED_OF_HOA         .       .      .    .    .    .    x     .    x    .    .    .   x    .
council.read_sheets  APPEALED_FROM_COUNCIL    .       .      .    .    .    .    x     .    x    .    .    .   x    x
review.conclude      SUBMITTED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      REVIEWING                .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      RETURNED                 .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      VALID                    .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      TO_ENDORSE               .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      TO_SCORE                 .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.conclude      SCORED                   .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.conclude      SCORED_BY_YEN            .       .      .    .    .    .    x     .    .    .    .    .   .    .
review.conclude      OF_HOA                   .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.conclude      BY_HOA                   .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.conclude      BY_YEN_TO_SCORE          .       .      .    .    .    .    x     .    .    .    .    .   .    .
review.conclude      NOT_CONFIRMED            .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      COUNCIL_RETURNED         .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      CONCLUDED_UNTOLD         .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      CONCLUDED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.conclude      APPEALED_FROM_COUNCIL    .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.decide        TO_SCORE                 .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.decide        SCORED                   .       .      .    .    .    .    x     .    x    .    .    .   .    .
review.decide        SCORED_BY_YEN            .       .      .    .    .    .    x     .    .    .    .    .   .    .
review.decide        BY_YEN_TO_SCORE          .       .      .    .    .    .    x     .    .    .    .    .   .    .
review.decide        CONCLUDED_UNTOLD         .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.decide        CONCLUDED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.decide        APPEALED_FROM_COUNCIL    .       .      .    .    .    .    .     .    .    .    .    .   x    .
review.correct       SCORED                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.correct       CONCLUDED_UNTOLD         .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.correct       CONCLUDED                .       .      .    .    .    .    .     .    x    .    .    .   x    .
review.correct       APPEALED_FROM_COUNCIL    .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.undo          SCORED                   .       .      .    .    .    .    .     .    .    .    .    .   .    .
review.undo          CONCLUDED_UNTOLD         .       .      .    .    .    .    x     .    .    .    .    .   .    .
review.undo          CONCLUDED                .       .      .    .    .    .    .     .    .    .    .    .   .    .
desk.handle          TO_SCORE                 .       .      .    .    .    .    x     .    x    .    .    .   .    .
desk.handle          SCORED_BY_YEN            .       .      .    .    .    .    x     .    .    .    .    .   .    .
initiative.see       NOT_CONFIRMED            .       .      x    .    x    .    x     .    x    .    x    x   .    .
initiative.see       TO_SCORE                 .       .      x    .    x    .    x     .    x    .    x    x   .    x
initiative.see       REVIEWING                .       .      x    .    x    .    x     .    x    .    x    x   .    .
initiative.see       COUNCIL_RETURNED         .       .      x    .    x    .    x     .    x    .    x    x   x    x
initiative.see       CONCLUDED                .       .      x    .    x    .    x     .    x    .    x    x   x    x
initiative.read_method TO_SCORE                 .       .      x    .    x    .    x     .    x    .    x    x   .    x
initiative.read_method CONCLUDED                .       .      x    .    x    .    x     .    x    .    x    x   x    x
"""
