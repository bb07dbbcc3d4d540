export { borrowedFor, type Borrowing } from './persistence/borrowings';
