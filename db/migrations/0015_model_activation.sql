-- Who took a version of the classifier into use: the gates by passing it, or somebody by hand. Null: from before this was kept.
alter table class_models
  add column activation text check (activation in ('gates', 'hand')),
  -- Null beside 'hand': from the command line.
  add column activated_by uuid references staff_users (id);
