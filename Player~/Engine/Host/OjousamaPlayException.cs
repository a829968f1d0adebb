using System;

namespace UnityEngine;

/// <summary>The player was used wrongly. The stand-in knows nothing of the package, so it cannot throw the package's exception.</summary>
internal sealed class OjousamaPlayException : InvalidOperationException
{
    public OjousamaPlayException(string problem, string remedy) : base($"{problem}. {remedy}.")
    {
    }
}
