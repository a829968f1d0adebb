using System.Collections.Generic;

namespace Ojousama.Saving
{
    /// <summary>Takes the fields of an event, for a save or for an export.</summary>
    internal interface IFieldWriter
    {
        void Text(string name, string value);

        void Number(string name, double value);

        void Texts(string name, IReadOnlyList<string> values);
    }
}
