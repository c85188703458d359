"""The discreet way back, by the form's own pages."""
