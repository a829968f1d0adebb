using System;
using System.IO;

namespace Ojousama.Storage
{
    /// <summary>A kind of file that a command makes and can make anew: framed, MessagePack within, read wholly in its present version or not at all.</summary>
    internal sealed class MadeFile
    {
        readonly string _kind, _name, _remake, _check;
        readonly byte _version;

        /// <param name="kind">Three ASCII letters.</param>
        /// <param name="version">The only one that is read.</param>
        /// <param name="name">As errors call it, e.g. “line file”.</param>
        /// <param name="remake">The remedy where its contents are unfit.</param>
        /// <param name="check">The remedy where it cannot be read.</param>
        public MadeFile(string kind, byte version, string name, string remake, string check = "Check that it is there, and its permissions")
        {
            _kind = kind;
            _version = version;
            _name = name;
            _remake = remake;
            _check = check;
        }

        /// <exception cref="OjousamaException">The file cannot be written; an older one is untouched.</exception>
        public void Write(string path, Packed.Writing write) => AtomicFile.Write(path, FramedFile.Write(_kind, _version, Packed.Write(write)));

        /// <param name="path">Of the file.</param>
        /// <param name="read">Throws <see cref="InvalidDataException"/> for what does not fit; its message ends “cannot be used: …”.</param>
        /// <exception cref="OjousamaException">The file is missing, damaged, of another kind or version, or unfit.</exception>
        public T Read<T>(string path, Packed.Reading<T> read)
        {
            try
            {
                byte[] bytes = File.ReadAllBytes(path);
                return FramedFile.Read(bytes, _kind, _version, out byte version, out ReadOnlyMemory<byte> body) switch
                {
                    FrameFault.None when version == _version => Packed.Read(body, read),
                    FrameFault.None or FrameFault.Version => throw new InvalidDataException($"it has format {version}, not {_version}"),
                    FrameFault.Damaged => throw new InvalidDataException("it is damaged"),
                    _ => throw new InvalidDataException($"it is no {_name}"),
                };
            }
            catch (InvalidDataException e)
            {
                throw new OjousamaException($"The {_name} {path} cannot be used: {e.Message}", _remake, e);
            }
            catch (Exception e) when (e is IOException || e is UnauthorizedAccessException)
            {
                throw new OjousamaException($"The {_name} {path} cannot be read: {e.Message.TrimEnd('.')}", _check, e);
            }
        }
    }
}
