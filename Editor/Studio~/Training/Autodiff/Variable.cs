using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Autodiff;

/// <summary>A value of the forward pass, and the gradient that backward gathers for it.</summary>
internal sealed unsafe class Variable(GgmlTensor* value, bool needsGradient, NodeMaker? again = null)
{
    NodeMaker? _makeAgain = again; // null where forward's copy is kept
    bool _isOwn; // whether no one else reads the gradient's memory
    GgmlTensor* _again;

    /// <summary>As the forward pass computes it.</summary>
    public GgmlTensor* Value => value;

    /// <summary>For the backward pass: built again where that is cheap, so that forward's copy need not be kept.</summary>
    public GgmlTensor* ValueAgain => _makeAgain == null ? value : _again == null ? _again = _makeAgain() : _again;

    /// <summary>Whether <see cref="ValueAgain"/> is built again.</summary>
    public bool IsBuiltAgain => _makeAgain != null;

    /// <summary>Whether a trained weight stands before it.</summary>
    public bool NeedsGradient => needsGradient;

    /// <summary>Null until something after it has been reached.</summary>
    public GgmlTensor* Gradient { get; private set; }

    /// <summary>Keeps forward's copy: what is built again after this starts from here. Called before backward is described.</summary>
    public Variable Kept()
    {
        _makeAgain = null;
        return this;
    }

    /// <summary>Adds a gradient.</summary>
    /// <param name="gradient">A node.</param>
    /// <param name="isOwn">Whether it was made for this value alone, so that it may be written over.</param>
    /// <param name="add">Makes the sum of two nodes.</param>
    public void Receive(GgmlTensor* gradient, bool isOwn, Addition add)
    {
        if (!needsGradient)
            return;
        _isOwn = Gradient != null || isOwn;
        Gradient = Gradient == null ? gradient : add(Gradient, gradient);
    }

    /// <summary>Lets a node be computed over the gradient's memory.</summary>
    public void Rewrite(Rewriting rewrite)
    {
        if (!_isOwn)
            throw new InvalidOperationException("The gradient is read elsewhere.");
        Gradient = rewrite(Gradient);
    }
}

internal unsafe delegate GgmlTensor* Addition(GgmlTensor* a, GgmlTensor* b);

internal unsafe delegate GgmlTensor* Rewriting(GgmlTensor* gradient);
