/** Every page of the sites; each function takes a view and gives a whole document. A bundle holds only what it imports. */
export { proposedPage, unsubscribePage } from "./pages/after.ts";
export { answerPage } from "./pages/answer.ts";
export { documentPage } from "./pages/document.ts";
export { feed } from "./pages/feed.ts";
export { messagePage } from "./pages/messages.ts";
export { homePage } from "./pages/site.ts";
export { pageStyle } from "./pages/style.ts";
