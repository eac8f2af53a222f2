"""Excel in (nhập Excel): an officer's own file from the upload to the dossiers it became, step by step."""
