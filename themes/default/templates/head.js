try{const t=localStorage.getItem("dateline.theme");if(t)document.documentElement.dataset.theme=t}catch{}
