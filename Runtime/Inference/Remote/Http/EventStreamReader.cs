using System;
using System.IO;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>Reads the data of server-sent events (WHATWG HTML, 9.2) from bytes, wherever the network cuts them.</summary>
    /// <remarks>A line is decoded only when it is whole, so that a character whose bytes come in two parts stays one. For one reader.</remarks>
    internal sealed class EventStreamReader
    {
        /// <summary>Bytes of one event, and of what is none between two: beyond that it is no stream of ours.</summary>
        public const int MaxBytes = 1 << 20;

        readonly Stream _stream;
        readonly byte[] _buffer = new byte[8192];
        readonly MemoryStream _line = new MemoryStream();
        readonly StringBuilder _data = new StringBuilder();
        int _begin, _end; // of what is in the buffer and not read
        int _sinceEvent;
        bool _hasData, _skipsLineFeed, _isFirstLine = true;

        public EventStreamReader(Stream stream) => _stream = stream;

        /// <summary>The data of the next event; null at the end of the stream. An event that the end cuts off is dropped, as the standard has it.</summary>
        /// <exception cref="FormatException">More than <see cref="MaxBytes"/> came without an event.</exception>
        public async Task<string?> ReadAsync(CancellationToken cancellationToken)
        {
            for (;;)
            {
                while (_begin < _end)
                {
                    if (TakeByte(_buffer[_begin++]) is string data)
                        return data;
                }

                _begin = 0;
                _end = await _stream.ReadAsync(_buffer, 0, _buffer.Length, cancellationToken).ConfigureAwait(false);
                if (_end == 0)
                    return null;
            }
        }

        string? TakeByte(byte b)
        {
            if (++_sinceEvent > MaxBytes)
                throw new FormatException($"more than {MaxBytes >> 10} kB without an event");
            if (b == '\n' && _skipsLineFeed)
            {
                _skipsLineFeed = false;
                return null;
            }

            _skipsLineFeed = b == '\r';
            if (b == '\n' || b == '\r')
                return EndLine();
            _line.WriteByte(b);
            return null;
        }

        string? EndLine()
        {
            string line = Encoding.UTF8.GetString(_line.GetBuffer(), 0, (int)_line.Length);
            _line.SetLength(0);
            if (_isFirstLine)
                line = line.TrimStart('\uFEFF');
            _isFirstLine = false;
            if (line.Length == 0)
                return EndEvent();
            int colon = line.IndexOf(':');
            string field = colon < 0 ? line : line.Substring(0, colon);
            if (field != "data" && field != "error") // older llama-servers name the field of a failure so
                return null;
            if (_hasData)
                _data.Append('\n');
            int value = colon < 0 ? line.Length : colon + 1 < line.Length && line[colon + 1] == ' ' ? colon + 2 : colon + 1;
            _data.Append(line, value, line.Length - value);
            _hasData = true;
            return null;
        }

        string? EndEvent()
        {
            if (!_hasData)
                return null;
            string data = _data.ToString();
            _data.Clear();
            _hasData = false;
            _sinceEvent = 0;
            return data;
        }
    }
}
