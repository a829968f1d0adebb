using Ojousama.Studio.Cli;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false); // Japanese, whatever the system's code page
return await StudioCommandLine.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
