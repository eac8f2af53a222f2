"""Who keeps and reads the ledger of rewards, of Lan's dossier; who writes down the workplace's own rule."""

REWARDS = """
                                          nobody carrier lan hung mai kim minh chair yen thao dong ha
reward.keep            VALID                 .      .     .    .   x   .    x    .    x    .    x   .
reward.keep            REVIEWING             .      .     .    .   .   .    .    .    .    .    .   .
reward.see             RECOGNISED_OF_LAN     .      .     x    .   x   .    x    .    x    .    x   .
reward.agree           GARMENT_FACTORY       .      .     .    .   x   .    .    .    .    .    .   .
reward.agree           INDUSTRIAL_ZONES      .      .     .    .   .   .    .    .    .    .    .   .
reward.agree           PROVINCE              .      .     .    .   .   .    .    .    .    .    .   .
"""
