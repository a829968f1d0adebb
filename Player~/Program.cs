// The program of every game that imports Player.targets.
return await Ojousama.Player.PlayerProgram.RunAsync(args);
