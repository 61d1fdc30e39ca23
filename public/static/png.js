// Beside the link to a chart as SVG: one that makes a PNG of it, twice as large, in this browser.
const link = document.querySelector(".downloads a[download]");
if (link) {
  const png = document.createElement("a");
  png.href = link.href;
  png.className = "png";
  png.textContent = "PNG";
  png.addEventListener("click", (event) => {
    event.preventDefault();
    const image = new Image();
    image.addEventListener("load", () => {
      const canvas = document.createElement("canvas");
      canvas.width = image.naturalWidth * 2;
      canvas.height = image.naturalHeight * 2;
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => {
        const file = document.createElement("a");
        file.href = URL.createObjectURL(blob);
        file.download = link.pathname.split("/").pop().replace(/\.svg$/, ".png");
        file.click();
        setTimeout(() => URL.revokeObjectURL(file.href), 10000);
      });
    });
    image.src = link.href;
  });
  link.after(" ", png);
}
