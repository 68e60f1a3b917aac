import { type Kysely, sql } from "kysely";

/** What backends keep (`agent_store`), what they are told in confidence (`agent_secrets`), what they say (`agent_logs`). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
}

const STATEMENTS = [
  // key: the UTF-8 bytes of a key, which may hold NUL, and whose order is the same under every collation.
  // version: random, new with every write; only ever compared, so it tells nothing about how much others write.
  `create table agent_store (
     agent_id text not null references agents on delete cascade,
     key bytea not null,
     value json not null,
     version uuid not null default gen_random_uuid(),
     size_bytes int not null,
     expires_at timestamptz,
     updated_at timestamptz not null default now(),
     primary key (agent_id, key)
   )`,
  `create index on agent_store (expires_at) where expires_at is not null`,
  // How much each agent keeps, and how much it may. Triggers below keep the first true whoever writes.
  `create table agent_store_usage (
     agent_id text primary key references agents on delete cascade,
     keys int not null default 0,
     bytes bigint not null default 0,
     max_keys int not null default 100000,
     max_bytes bigint not null default 67108864
   ) with (fillfactor = 50)`,
  // An overwrite that keeps its size touches no usage, so a busy counter does not queue behind its neighbours.
  // AX001 is ours: src/store/ turns it into store_quota_exceeded.
  `create function agent_store_grow() returns trigger language plpgsql as $$
   declare
     more_keys int := case tg_op when 'INSERT' then 1 else 0 end;
     more_bytes int := new.size_bytes - case tg_op when 'INSERT' then 0 else old.size_bytes end;
     used agent_store_usage;
   begin
     if more_keys = 0 and more_bytes = 0 then return null; end if;
     insert into agent_store_usage as usage (agent_id, keys, bytes)
       values (new.agent_id, more_keys, more_bytes)
       on conflict (agent_id) do update
         set keys = usage.keys + excluded.keys, bytes = usage.bytes + excluded.bytes
       returning * into used;
     if (more_keys > 0 and used.keys > used.max_keys) or (more_bytes > 0 and used.bytes > used.max_bytes) then
       raise exception 'store quota exceeded' using errcode = 'AX001';
     end if;
     return null;
   end $$`,
  `create function agent_store_shrink() returns trigger language plpgsql as $$
   begin
     update agent_store_usage usage
       set keys = usage.keys - gone.keys, bytes = usage.bytes - gone.bytes
       from (select agent_id, count(*) as keys, sum(size_bytes) as bytes from gone_rows group by agent_id) gone
       where usage.agent_id = gone.agent_id;
     return null;
   end $$`,
  `create trigger grow after insert or update of size_bytes on agent_store
     for each row execute function agent_store_grow()`,
  `create trigger shrink after delete on agent_store referencing old table as gone_rows
     for each statement execute function agent_store_shrink()`,
  // sealed: AES-256-GCM, initialisation vector first and tag last, under the key of key_version.
  `create table agent_secrets (
     agent_id text not null references agents on delete cascade,
     name text not null,
     key_version int not null,
     sealed bytea not null,
     created_at timestamptz not null default now(),
     updated_at timestamptz not null default now(),
     primary key (agent_id, name)
   )`,
  // id: sorts in the order of writing. request_id is null for what was written outside of any call.
  `create table agent_logs (
     id text primary key,
     agent_id text not null references agents on delete cascade,
     at timestamptz not null,
     level text not null check (level in ('debug', 'info', 'warn', 'error')),
     text text not null,
     request_id text,
     version int not null
   )`,
  `create index on agent_logs (agent_id, id)`,
];
