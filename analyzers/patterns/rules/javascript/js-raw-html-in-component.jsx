import DOMPurify from "dompurify";

export function Comment({ comment, safeText }) {
  return (
    <div>
      <p
        // ruleid: js-raw-html-in-component
        dangerouslySetInnerHTML={{ __html: comment.text }}
      />
      <h2 className="title"
        // ruleid: js-raw-html-in-component
        dangerouslySetInnerHTML={{ __html: comment.title }}
      ></h2>
      <p
        // ok: js-raw-html-in-component
        dangerouslySetInnerHTML={{ __html: DOMPurify.sanitize(comment.text) }}
      />
      <p
        // ok: js-raw-html-in-component
        dangerouslySetInnerHTML={{ __html: "<b>fixed</b>" }}
      />
      <p
        // ok: js-raw-html-in-component
        dangerouslySetInnerHTML={{ __html: safeText }}
      />
    </div>
  );
}
