import { useEffect, useLayoutEffect, useState } from "react";

export function User({ id, load, measure }) {
  const [user, setUser] = useState(null);
  // ruleid: js-async-effect
  useEffect(async () => {
    setUser(await load(id));
  }, [id]);
  // ruleid: js-async-effect
  useLayoutEffect(async () => {
    await measure();
  });
  // ok: js-async-effect
  useEffect(() => {
    let current = true;
    load(id).then((found) => current && setUser(found));
    return () => {
      current = false;
    };
  }, [id]);
  // ok: js-async-effect
  useEffect(() => {
    const run = async () => setUser(await load(id));
    run();
  }, [id]);
  return <p>{user && user.name}</p>;
}
