"""Someone asks for help; staff answer. One core with two faces: the journey and the intake."""
