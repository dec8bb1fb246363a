CREATE TABLE anonymous (
  app text not null, hash text not null, identity text not null, name text not null, expires integer not null,
  primary key (app, hash)
) without rowid;
CREATE TABLE answers (
  scope text primary key, hash text not null, status integer not null, body text not null, expires integer not null
) without rowid;
CREATE TABLE bans (
  app text not null, room text not null, identity text not null, reason text, at integer not null, until integer,
  primary key (app, room, identity)
) without rowid;
CREATE TABLE chat (
  app text not null, room text not null, seq integer not null, id text not null, sender text not null,
  message text not null, removed integer not null, row text not null, primary key (app, room, seq)
) without rowid;
CREATE TABLE closing (sfu text primary key, metadata text not null) without rowid;
CREATE TABLE expiries (
  app text not null, room text not null, at integer not null, primary key (app, room)
) without rowid;
CREATE TABLE kicked (
  app text not null, room text not null, identity text not null, expires integer not null,
  primary key (app, room, identity)
) without rowid;
CREATE TABLE people (
  app text not null, room text not null, identity text not null, row text not null, deadline integer,
  primary key (app, room, identity)
) without rowid;
CREATE TABLE rooms (
  app text not null, name text not null, epoch integer not null, version integer not null,
  doc text, sfu text unique, deadline integer, primary key (app, name)
) without rowid;
CREATE TABLE sessions (
  app text not null, room text not null, session text not null, identity text not null,
  epoch integer not null, ended text, expires integer not null, primary key (app, room, identity, session)
) without rowid;
CREATE TABLE tokens (app text not null, jti text not null, expires integer not null, primary key (app, jti)) without rowid;
CREATE UNIQUE INDEX chat_sent on chat (app, room, sender, message);
CREATE INDEX expiries_at on expiries (at);
CREATE INDEX people_deadline on people (deadline) where deadline is not null;
CREATE INDEX rooms_deadline on rooms (deadline) where deadline is not null;
insert into bans ("app", "room", "identity", "reason", "at", "until") values ('1234567890', 'lobby', 'bad', 'Shouting', 1767225600000, null);
insert into bans ("app", "room", "identity", "reason", "at", "until") values ('1234567890', 'lobby', 'brief', null, 1767225600000, 1767229200000);
insert into chat ("app", "room", "seq", "id", "sender", "message", "removed", "row") values ('1234567890', 'lobby', 1, 'Qq_9xULs7wtWv888JMNyMg', 'guest', 'message-of-a-guest-1', 0, '{"id":"Qq_9xULs7wtWv888JMNyMg","seq":1,"messageId":"message-of-a-guest-1","sender":"guest","name":"guest","avatar":null,"text":"Hello","at":1767225600000}');
insert into kicked ("app", "room", "identity", "expires") values ('1234567890', 'lobby', 'withdrawn', 1767225630000);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'admin', '{"identity":"admin","name":"admin","avatar":null,"attributes":{},"sessionId":"admin000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'cleared', '{"identity":"cleared","name":"cleared","avatar":null,"attributes":{},"sessionId":"cleared0000000000000000000000000","joinedAt":1767225600000,"presence":"expected","deadline":1767225780000}', 1767225780000);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'guest', '{"identity":"guest","name":"guest","avatar":null,"attributes":{},"sessionId":"guest000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'host', '{"identity":"host","name":"host","avatar":null,"attributes":{},"sessionId":"host0000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'muted', '{"identity":"muted","name":"muted","avatar":null,"attributes":{},"sessionId":"muted000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'silent', '{"identity":"silent","name":"silent","avatar":null,"attributes":{},"sessionId":"silent00000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into rooms ("app", "name", "epoch", "version", "doc", "sfu", "deadline") values ('1234567890', 'lobby', 1, 8, '{"app":"1234567890","name":"lobby","epoch":1,"type":"audio_room","sfu":"r_7b284e08da7ed5134b738ce83ee3dfb3","version":8,"rev":4,"owner":"host","mode":"free","modeId":null,"hostSeat":0,"seats":[{"identity":null,"locked":false,"muted":false},{"identity":"muted","locked":false,"muted":true},{"identity":null,"locked":false,"muted":false},{"identity":null,"locked":false,"muted":false}],"revokedAt":1767225600000,"silenced":["silent"],"admins":["admin"],"cleared":["cleared"],"withdrawn":[{"identity":"withdrawn","at":1767225600000}]}', 'r_7b284e08da7ed5134b738ce83ee3dfb3', null);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'admin000000000000000000000000000', 'admin', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'bad00000000000000000000000000000', 'bad', 1, 'banned', 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'cleared0000000000000000000000000', 'cleared', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'guest000000000000000000000000000', 'guest', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'host0000000000000000000000000000', 'host', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'muted000000000000000000000000000', 'muted', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'silent00000000000000000000000000', 'silent', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'withdrawn00000000000000000000000', 'withdrawn', 1, 'kicked', 1767312900000);
