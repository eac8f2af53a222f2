"""Who may do what with clusters, frozen tables and silent unions. The cluster is the province's; the industrial zones
are in it."""

STANDINGS = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
cluster.organise       GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
cluster.organise       INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
cluster.organise       OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   .
cluster.organise       PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
cluster.keep           CLUSTER               .      .     .    .   .   .    .    .    .    .    x   .
cluster.see            CLUSTER               .      .     .    .   .   .    .    .    .    .    x   x
cluster.see_inside     MEMBER                .      .     .    .   .   .    x    .    x    .    .   .
quarter_target.set     GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
quarter_target.set     INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
quarter_target.set     OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   .
quarter_target.set     PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
standing.freeze        GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
standing.freeze        INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
standing.freeze        OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   .
standing.freeze        PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
campaign.launch        GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    .   .
campaign.launch        INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
campaign.launch        OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    .   .
campaign.launch        PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
published.note         GARMENT_FACTORY       .      .     .    .   .   .    .    .    .    .    x   x
published.note         INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    x   x
published.note         OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    .    x   x
published.note         PROVINCE              .      .     .    .   .   .    .    .    .    .    x   x
unit.nudge             GARMENT_FACTORY       .      .     .    .   .   .    x    .    x    .    x   .
unit.nudge             INDUSTRIAL_ZONES      .      .     .    .   .   .    x    .    x    .    x   .
unit.nudge             OTHER_DISTRICT        .      .     .    .   .   .    .    .    .    x    x   .
unit.nudge             PROVINCE              .      .     .    .   .   .    .    .    .    .    x   .
"""
