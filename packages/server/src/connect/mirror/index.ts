// The mirror of people in the event store: what the same change does to the rows of all of them.
export { type MirrorFollower, openMirrorFollower } from './follower.ts';
