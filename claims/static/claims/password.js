// A button beside each password shows what is typed; sending the form hides it again, so that no browser keeps it as text.
for (const form of document.querySelectorAll("form[data-show]")) {
  const fields = [...form.querySelectorAll("input[type=password]")];
  for (const field of fields) {
    const frame = document.createElement("div");
    const button = document.createElement("button");
    const label = form.querySelector(`label[for="${field.id}"]`);
    const say = () => {
      button.textContent = field.type === "password" ? form.dataset.show : form.dataset.hide;
    };
    frame.className = "password";
    button.type = "button";
    button.setAttribute("aria-controls", field.id);
    if (label) {
      label.id ||= `${field.id}_label`;
      button.setAttribute("aria-describedby", label.id);
    }
    button.addEventListener("click", () => {
      field.type = field.type === "password" ? "text" : "password";
      say();
      field.focus();
    });
    field.replaceWith(frame);
    frame.append(field, button);
    say();
  }
  form.addEventListener("submit", () => {
    for (const field of fields) field.type = "password";
  });
}
