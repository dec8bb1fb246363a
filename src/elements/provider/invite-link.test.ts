import { expect } from 'chai';
import { UTDStreamError } from '../../errors/errors.ts';
import { inviteOf, withoutBadInvite } from './invite-link.ts';

const at = (hash: string) =>
  history.replaceState({ mine: 1 }, '', location.pathname + location.search + hash);
const refused = (field: string) => new UTDStreamError('invite_expired', 'join', { field });

describe('A signed link', () => {
  afterEach(() => {
    expect(() => withoutBadInvite(refused('invite'))).to.throw();
    at('');
  });

  it('is read once, leaves the address, and is known on', () => {
    at('#utd-invite=abc.def');
    expect(inviteOf(window)).to.equal('abc.def');
    expect([location.hash, history.state]).to.deep.equal(['', { mine: 1 }]);
    expect(inviteOf(window)).to.equal('abc.def');
  });

  it('leaves what else the address says', () => {
    at('#chapter-2&utd-invite=abc');
    expect(inviteOf(window)).to.equal('abc');
    expect(location.hash).to.equal('#chapter-2');
  });

  it('is another one when another is opened in the same tab', () => {
    at('#utd-invite=one');
    inviteOf(window);
    at('#utd-invite=two');
    expect(inviteOf(window)).to.equal('two');
  });

  it('that was refused is forgotten, and any other refusal leaves it', () => {
    at('#utd-invite=old');
    inviteOf(window);
    expect(() => withoutBadInvite(refused('name'))).to.throw();
    expect(inviteOf(window)).to.equal('old');
    expect(() => withoutBadInvite(refused('invite'))).to.throw();
    expect(inviteOf(window)).to.equal(undefined);
  });
});
