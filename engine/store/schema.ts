/** The tables, made where they are not there. Times are milliseconds since 1970. */
export const schema = `
create table if not exists rooms (
  app text not null, name text not null, epoch integer not null, version integer not null,
  doc text, sfu text unique, deadline integer, primary key (app, name)
) without rowid;
create index if not exists rooms_deadline on rooms (deadline) where deadline is not null;
create table if not exists closing (sfu text primary key, metadata text not null) without rowid;
create table if not exists people (
  app text not null, room text not null, identity text not null, row text not null, deadline integer,
  primary key (app, room, identity)
) without rowid;
create index if not exists people_deadline on people (deadline) where deadline is not null;
create table if not exists sessions (
  app text not null, room text not null, session text not null, identity text not null,
  epoch integer not null, ended text, expires integer not null, primary key (app, room, identity, session)
) without rowid;
create table if not exists anonymous (
  app text not null, hash text not null, identity text not null, name text not null, expires integer not null,
  primary key (app, hash)
) without rowid;
create table if not exists kicked (
  app text not null, room text not null, identity text not null, expires integer not null,
  primary key (app, room, identity)
) without rowid;
create table if not exists expiries (
  app text not null, room text not null, at integer not null, primary key (app, room)
) without rowid;
create index if not exists expiries_at on expiries (at);
create table if not exists bans (
  app text not null, room text not null, identity text not null, reason text, at integer not null, until integer,
  primary key (app, room, identity)
) without rowid;
create table if not exists chat (
  app text not null, room text not null, seq integer not null, id text not null, sender text not null,
  message text not null, removed integer not null, row text not null, primary key (app, room, seq)
) without rowid;
create unique index if not exists chat_sent on chat (app, room, sender, message);
create table if not exists tokens (app text not null, jti text not null, expires integer not null, primary key (app, jti)) without rowid;
create table if not exists answers (
  scope text primary key, hash text not null, status integer not null, body text not null, expires integer not null
) without rowid;
`;
