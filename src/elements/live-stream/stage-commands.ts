import type { LiveStreamController } from '../../controllers/live-stream-controller.ts';
import type { Command, Commands } from '../commands/command.ts';
import { requirePerson } from '../provider/session-commands.ts';

type Operation = Parameters<LiveStreamController['allowed']>[0];

/** Camera and microphone open for a person's click, never for markup that clicks itself. */
const sourcesFor = (trusted: boolean) => (trusted ? {} : { camera: false, microphone: false });

/** The commands of the live stream itself. */
export function stagingCommands({ allowed, stage }: LiveStreamController): Commands {
  const when = (operation: Operation) => () => allowed(operation).get();
  return {
    '--preview': {
      verdict: when('preview'),
      pressed: () => stage.previewing.get(),
      run: async (_, trusted) => {
        const on = !stage.previewing.get();
        if (on) requirePerson(trusted);
        await stage.preview(on);
      },
    },
    '--go-live': {
      verdict: when('goLive'),
      run: async (_, trusted) => {
        requirePerson(trusted);
        await stage.goLive();
      },
    },
    '--end-live': { verdict: when('endLive'), run: () => stage.endLive(), inside: true },
    '--request-stage': {
      verdict: when('requestStage'),
      run: (_, trusted) => stage.request(sourcesFor(trusted)),
    },
    '--cancel-request': { verdict: when('cancelRequest'), run: () => stage.cancel() },
    '--leave-stage': { verdict: when('leaveStage'), run: () => stage.leave() },
  } satisfies Record<string, Command>;
}

/** The commands of a request for the stage. */
export const stageRequestCommands = (
  { allowed, stage }: LiveStreamController,
  identity: string,
): Commands => ({
  '--approve': {
    verdict: () => allowed('approveRequest', identity).get(),
    run: () => stage.approve(identity),
    inside: true,
  },
  '--reject': {
    verdict: () => allowed('rejectRequest', identity).get(),
    run: () => stage.reject(identity),
    inside: true,
  },
});

/** The commands of an invitation on the stage. */
export const stageInvitationCommands = ({ allowed, stage }: LiveStreamController, id: string): Commands => ({
  '--accept': {
    verdict: () => allowed('acceptInvitation', id).get(),
    run: (_, trusted) => stage.accept(id, sourcesFor(trusted)),
  },
  '--decline': {
    verdict: () => allowed('declineInvitation', id).get(),
    run: () => stage.decline(id),
  },
});

/** The commands of a participant in a live stream, beside those of every session. */
export const stageMemberCommands = (
  { allowed, stage }: LiveStreamController,
  identity: () => string,
): Commands => ({
  '--invite-to-stage': {
    verdict: () => allowed('inviteToStage', identity()).get(),
    run: () => stage.invite(identity()),
    inside: true,
  },
  '--remove-from-stage': {
    verdict: () => allowed('removeFromStage', identity()).get(),
    run: () => stage.remove(identity()),
    inside: true,
  },
});
