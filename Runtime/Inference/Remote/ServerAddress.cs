using System;

namespace Ojousama.Inference.Remote
{
    /// <summary>Where a server listens, and which of its models is meant: <c>http://host:8000/v1#model</c>. Immutable.</summary>
    internal sealed class ServerAddress
    {
        ServerAddress(Uri root, string model)
        {
            Root = root;
            Model = model;
        }

        /// <summary>Ends with a slash; without <c>/v1</c>.</summary>
        public Uri Root { get; }

        /// <summary>The name behind <c>#</c>; empty for the server's own.</summary>
        public string Model { get; }

        /// <summary>Whether what is said to the server stays on this machine.</summary>
        public bool IsLoopback => Root.IsLoopback;

        /// <summary>Whether a sheet's model file names a server.</summary>
        public static bool IsAddress(string file) =>
            file.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || file.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

        /// <exception cref="OjousamaException">It is no address, or holds a secret.</exception>
        public static ServerAddress Parse(string address)
        {
            if (!IsAddress(address) || !Uri.TryCreate(address.Trim(), UriKind.Absolute, out Uri? uri) || uri.Host.Length == 0)
                throw new OjousamaException($"'{Shown(address)}' is no address of a server", "Write one such as http://localhost:8080, or http://localhost:8000/v1#model to name a model of it");
            if (uri.UserInfo.Length > 0 || uri.Query.Length > 0)
                throw new OjousamaException(
                    $"The address of the server {uri.Host} holds a name, a password or a query, which may be a secret",
                    $"Leave it out of sheets and command lines; give the key by the variable {RemoteModelOptions.KeyVariable} or RemoteModelOptions.ApiKey");
            string path = uri.AbsolutePath.TrimEnd('/');
            if (path.EndsWith("/v1", StringComparison.Ordinal))
                path = path.Substring(0, path.Length - "/v1".Length);
            var root = new UriBuilder(uri) { Path = path + "/", Fragment = "" };
            return new ServerAddress(root.Uri, Uri.UnescapeDataString(uri.Fragment.TrimStart('#')));
        }

        public override string ToString() => Root.ToString().TrimEnd('/');

        /// <summary>What stands before a password's @ is not shown.</summary>
        static string Shown(string address) => address.IndexOf('@') >= 0 ? "…" + address.Substring(address.LastIndexOf('@')) : address;
    }
}
