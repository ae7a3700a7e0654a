-- What a version learnt about leads beside its bytes: the catalogue that it fits, from which confidence on which precision is kept, and
-- what the training says of it. Null: from before leads were learnt.
alter table class_models add column lead jsonb;
