"""A Word document's own parts: its styles, its body with marked authorities, and the pages that its citations fall on."""
