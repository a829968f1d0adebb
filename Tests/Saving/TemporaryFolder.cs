using System;
using System.IO;

namespace Ojousama.Tests.Saving
{
    /// <summary>A folder that is gone after the test.</summary>
    internal sealed class TemporaryFolder : IDisposable
    {
        public TemporaryFolder() => Directory.CreateDirectory(Root);

        string Root { get; } = Path.Combine(Path.GetTempPath(), "ojousama-" + Guid.NewGuid().ToString("N"));

        public string this[string name] => Path.Combine(Root, name);

        public void Dispose() => Directory.Delete(Root, recursive: true);
    }
}
