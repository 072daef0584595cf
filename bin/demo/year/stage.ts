import { Stage } from "#bin/demo/stage";
import { Post } from "#bin/demo/year/post";

/** What the acts of the year share beside the stage: the post of so many mails. */
export class YearStage extends Stage {
  readonly post = new Post(this.stack);
}
