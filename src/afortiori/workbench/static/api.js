// The page on the API: what stands in a form is sent to its address, and what comes back is shown below it.
for (const form of document.querySelectorAll("form.try")) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const told = form.querySelector("pre");
    told.hidden = false;
    told.textContent = "Asking...";
    try {
      const answer = await fetch(form.dataset.address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: form.querySelector("textarea").value,
      });
      told.textContent = `${answer.status}\n${JSON.stringify(await answer.json(), null, 2)}`;
    } catch (error) {
      told.textContent = `No answer: ${error.message}`;
    }
  });
}
