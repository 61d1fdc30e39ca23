try{document.documentElement.dataset.theme=localStorage["dateline.theme"]||""}catch{}
