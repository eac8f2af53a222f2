"""The national tree of 2022: real unions down to the districts, made grassroots unions below, to any size.

`central.csv`: the 83 unions under the Confederation, `rank` by their size (observed: Thanh Hóa 1, Hà Nội 2, Long An
9, Lâm Đồng 15, Ninh Thuận 83; the others assumed). `districts.csv`, `communes.csv`: the map of October 2022 with the
codes of the General Statistics Office.
"""
