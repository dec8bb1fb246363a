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
insert into anonymous ("app", "hash", "identity", "name", "expires") values ('1234567890', 'kRoD1u0cgRADROmlPobWagIDjEwd43ddt-9yguLoCAs', 'anon_8973d2191dad98f1564c9b44f4d4aef1', 'Guest 7775', 1767312000000);
insert into answers ("scope", "hash", "status", "body", "expires") values ('["1234567890","asker","asker000000000000000000000000000","POST","/api/v1/rooms/hall/speakers/request","a-key-of-one-act-0001"]', 'BRqVEn-9LL5iK6VyoX847eaIua0WmoHulmfekmuXA_E', 200, '{"request_id":"4NBNI_8eCkpO_WivPpQlzA","request":{"id":"4NBNI_8eCkpO_WivPpQlzA","identity":"asker","name":"asker","note":"A question","created_at":"2026-01-01T00:00:00.000Z","epoch":1,"rev":2,"version":2}}', 1767226200000);
insert into bans ("app", "room", "identity", "reason", "at", "until") values ('1234567890', '', 'everywhere', 'Spam', 1767225600000, null);
insert into bans ("app", "room", "identity", "reason", "at", "until") values ('1234567890', 'lobby', 'bad', 'Shouting', 1767225600000, null);
insert into bans ("app", "room", "identity", "reason", "at", "until") values ('1234567890', 'lobby', 'brief', null, 1767225600000, 1767229200000);
insert into chat ("app", "room", "seq", "id", "sender", "message", "removed", "row") values ('1234567890', 'lobby', 1, 'Qq_9xULs7wtWv888JMNyMg', 'guest', 'message-of-a-guest-1', 0, '{"id":"Qq_9xULs7wtWv888JMNyMg","seq":1,"messageId":"message-of-a-guest-1","sender":"guest","name":"guest","avatar":null,"text":"Hello","at":1767225600000}');
insert into closing ("sfu", "metadata") values ('r_09e9f29040d04cfa1f5b731f526d1b98', '{"epoch":1,"rev":1,"_owner":"host","_chat":{"locked":false,"by":null},"closed":true,"_seats":{"mode":"free","mode_id":null,"queue":[],"seats":[{"index":0,"identity":null,"locked":false,"muted":false,"reserved_for":"host","away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":1,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":2,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":3,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":4,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":5,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":6,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}},{"index":7,"identity":null,"locked":false,"muted":false,"reserved_for":null,"away":false,"name":null,"avatar":null,"role":null,"attributes":{}}]}}');
insert into expiries ("app", "room", "at") values ('1234567890', 'hall', 1767225660000);
insert into kicked ("app", "room", "identity", "expires") values ('1234567890', 'hall', 'kicked', 1767225630000);
insert into kicked ("app", "room", "identity", "expires") values ('1234567890', 'lobby', 'withdrawn', 1767225630000);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'hall', 'anon_8973d2191dad98f1564c9b44f4d4aef1', '{"identity":"anon_8973d2191dad98f1564c9b44f4d4aef1","name":"Guest 7775","avatar":null,"attributes":{},"sessionId":"anon0000000000000000000000000000","joinedAt":1767225600000,"presence":"expected","deadline":1767225780000}', 1767225780000);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'hall', 'asked', '{"identity":"asked","name":"asked","avatar":null,"attributes":{},"sessionId":"asked000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'hall', 'asker', '{"identity":"asker","name":"asker","avatar":null,"attributes":{},"sessionId":"asker000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'hall', 'host', '{"identity":"host","name":"host","avatar":null,"attributes":{},"sessionId":"host0000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'admin', '{"identity":"admin","name":"admin","avatar":null,"attributes":{},"sessionId":"admin000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'cleared', '{"identity":"cleared","name":"cleared","avatar":null,"attributes":{},"sessionId":"cleared0000000000000000000000000","joinedAt":1767225600000,"presence":"expected","deadline":1767225780000}', 1767225780000);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'guest', '{"identity":"guest","name":"guest","avatar":null,"attributes":{},"sessionId":"guest000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'host', '{"identity":"host","name":"host","avatar":null,"attributes":{},"sessionId":"host0000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'muted', '{"identity":"muted","name":"muted","avatar":null,"attributes":{},"sessionId":"muted000000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into people ("app", "room", "identity", "row", "deadline") values ('1234567890', 'lobby', 'silent', '{"identity":"silent","name":"silent","avatar":null,"attributes":{},"sessionId":"silent00000000000000000000000000","joinedAt":1767225600000,"presence":"here","deadline":null}', null);
insert into rooms ("app", "name", "epoch", "version", "doc", "sfu", "deadline") values ('1234567890', 'gone', 1, 1, null, null, null);
insert into rooms ("app", "name", "epoch", "version", "doc", "sfu", "deadline") values ('1234567890', 'hall', 1, 3, '{"app":"1234567890","name":"hall","epoch":1,"type":"audio_room","sfu":"r_52c203d70b25a0e2fd7ab4d1e99c2335","version":3,"rev":2,"owner":"host","mode":"request","modeId":null,"hostSeat":0,"seats":[{"identity":null,"locked":false,"muted":false},{"identity":null,"locked":false,"muted":false},{"identity":null,"locked":false,"muted":false},{"identity":null,"locked":false,"muted":false}],"revokedAt":0,"silenced":[],"requests":[{"id":"4NBNI_8eCkpO_WivPpQlzA","identity":"asker","note":"A question","at":1767225600000,"expires":1767226200000}],"invitations":[{"id":"uOs84Kvnc2vSyxgnqKXF7g","inviter":"host","target":"asked","seat":2,"expires":1767225660000}]}', 'r_52c203d70b25a0e2fd7ab4d1e99c2335', null);
insert into rooms ("app", "name", "epoch", "version", "doc", "sfu", "deadline") values ('1234567890', 'lobby', 1, 8, '{"app":"1234567890","name":"lobby","epoch":1,"type":"audio_room","sfu":"r_7b284e08da7ed5134b738ce83ee3dfb3","version":8,"rev":4,"owner":"host","mode":"free","modeId":null,"hostSeat":0,"seats":[{"identity":null,"locked":false,"muted":false},{"identity":"muted","locked":false,"muted":true},{"identity":null,"locked":false,"muted":false},{"identity":null,"locked":false,"muted":false}],"revokedAt":1767225600000,"silenced":["silent"],"admins":["admin"],"cleared":["cleared"],"withdrawn":[{"identity":"withdrawn","at":1767225600000}]}', 'r_7b284e08da7ed5134b738ce83ee3dfb3', null);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'gone', 'host0000000000000000000000000000', 'host', 1, 'room_closed', 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'hall', 'anon0000000000000000000000000000', 'anon_8973d2191dad98f1564c9b44f4d4aef1', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'hall', 'asked000000000000000000000000000', 'asked', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'hall', 'asker000000000000000000000000000', 'asker', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'hall', 'host0000000000000000000000000000', 'host', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'hall', 'kicked00000000000000000000000000', 'kicked', 1, 'kicked', 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'admin000000000000000000000000000', 'admin', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'bad00000000000000000000000000000', 'bad', 1, 'banned', 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'cleared0000000000000000000000000', 'cleared', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'guest000000000000000000000000000', 'guest', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'host0000000000000000000000000000', 'host', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'muted000000000000000000000000000', 'muted', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'silent00000000000000000000000000', 'silent', 1, null, 1767312900000);
insert into sessions ("app", "room", "session", "identity", "epoch", "ended", "expires") values ('1234567890', 'lobby', 'withdrawn00000000000000000000000', 'withdrawn', 1, 'kicked', 1767312900000);
insert into tokens ("app", "jti", "expires") values ('1234567890', 'used-once', 1767225660000);
