using System.Collections.Generic;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>Says once for each thing that a server does not know that it is left out. Thread-safe.</summary>
    internal sealed class UnknownOptions
    {
        readonly HashSet<string> _told = new HashSet<string>();
        readonly string _server;
        readonly RemoteModelOptions _options;

        public UnknownOptions(string server, RemoteModelOptions options)
        {
            _server = server;
            _options = options;
        }

        /// <param name="isAsked">Whether a request asks for it.</param>
        /// <param name="what">In the plural.</param>
        public void Tell(bool isAsked, string what)
        {
            if (!isAsked)
                return;
            lock (_told)
            {
                if (!_told.Add(what))
                    return;
            }

            _options.WriteLog($"{_server} knows no {what}: they are left out");
        }
    }
}
