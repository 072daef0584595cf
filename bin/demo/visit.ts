const MOST_TRIES = 6;

/** Fetches as people do: where the site fails for a moment they do the same again, a form included. What it says in the end counts. */
export async function visit(address: string, init?: RequestInit): Promise<Response> {
  for (let attempt = 1; ; attempt++) {
    const answer = await fetch(address, init);
    if (answer.status < 500 || attempt === MOST_TRIES) return answer;
    await answer.arrayBuffer();
  }
}
