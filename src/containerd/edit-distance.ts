export { editDistance } from '../text/edit-distance.ts';
