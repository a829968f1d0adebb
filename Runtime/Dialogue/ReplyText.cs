using System.Text;
using Ojousama.Text;

namespace Ojousama.Dialogue
{
    /// <summary>A reply as far as it has come, for a label that shows plain text.</summary>
    internal sealed class ReplyText
    {
        readonly StringBuilder _pieces = new StringBuilder();

        /// <summary>Without tags.</summary>
        public string Plain { get; private set; } = "";

        /// <returns>Whether the item changed the text.</returns>
        public bool Read(DialogueItem item)
        {
            switch (item)
            {
                case TextPiece piece:
                    _pieces.Append(piece.Text);
                    break;
                case TurnFailed failed:
                    _pieces.Clear().Append(failed.FallbackLine);
                    break;
                default:
                    return false;
            }

            Plain = Markup.Strip(_pieces.ToString());
            return true;
        }
    }
}
