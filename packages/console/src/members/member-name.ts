// Who did something, from `member:ID` as the API tells it: the name, of those who are still members.
import { useMakerName } from '../connect/identity/maker-words.ts';
import { useMembers } from './members-query.ts';

export function useMemberName(): (by: string) => string {
  const makerName = useMakerName();
  const members = useMembers().data?.items;
  return (by) => makerName(by, members?.find(({ id }) => by === `member:${id}`)?.name);
}
