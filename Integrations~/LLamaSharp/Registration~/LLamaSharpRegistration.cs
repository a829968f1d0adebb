using System.Runtime.CompilerServices;
using Ojousama.Loading;

namespace Ojousama.LLamaSharp
{
    /// <summary>Compiled into programs that are built with the engine: makes its name known before Main runs.</summary>
    static class LLamaSharpRegistration
    {
        [ModuleInitializer]
        internal static void Register() => InferenceEngines.Register(LLamaSharpEngine.EngineName, () => new LLamaSharpEngine());
    }
}
