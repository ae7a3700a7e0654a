-- A published version of a city's data is never edited: orders say under which one they were proposed.
create trigger pack_versions_append_only before update or delete on pack_versions for each row execute function refuse_change();
create trigger pack_tables_append_only before update or delete on pack_tables for each row execute function refuse_change();
create trigger pack_contents_append_only before update or delete on pack_contents for each row execute function refuse_change();
create trigger pack_versions_keep before truncate on pack_versions for each statement execute function refuse_change();
create trigger pack_tables_keep before truncate on pack_tables for each statement execute function refuse_change();
create trigger pack_contents_keep before truncate on pack_contents for each statement execute function refuse_change();
