using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Ojousama.EmbedderTuning;

/// <summary>Adam over some tensors, gradients shortened to length 1 together.</summary>
sealed class Optimizer : IDisposable
{
    readonly Parameter[] _parameters;
    readonly OptimizerHelper _adam;
    readonly double _rate;

    /// <param name="parameters">What learns.</param>
    /// <param name="rate">The highest learning rate.</param>
    /// <param name="weightDecay">Of a weight, a step at rate 1.</param>
    public Optimizer(IEnumerable<Parameter> parameters, double rate, double weightDecay = 0)
    {
        _parameters = [.. parameters];
        _rate = rate;
        _adam = optim.AdamW(_parameters, rate, weight_decay: weightDecay);
    }

    /// <param name="share">Of the highest learning rate.</param>
    public void Step(double share)
    {
        nn.utils.clip_grad_norm_(_parameters, 1);
        foreach (var group in _adam.ParamGroups)
            group.LearningRate = _rate * share;
        _adam.step();
        _adam.zero_grad();
    }

    public void Dispose() => _adam.Dispose();
}
