using System.Globalization;
using Ojousama.Studio.Cli;

Console.OutputEncoding = new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false); // Japanese, whatever the system's code page
// Numbers and help are the same everywhere. Not the project's InvariantGlobalization: without ICU's tables normalising does nothing, and ３ is not 3.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
return await StudioCommandLine.RunAsync(args, Console.Out, Console.Error).ConfigureAwait(false);
