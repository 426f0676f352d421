// Polski: Budowanie segmentu lub cechy.
export const builder = {
  title: 'Kreator',
};
