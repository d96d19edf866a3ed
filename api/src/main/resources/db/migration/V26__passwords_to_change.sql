-- An account whose password somebody else chose, and which does nothing until its user has chosen another.
ALTER TABLE account ADD COLUMN must_change_password boolean NOT NULL DEFAULT false;
