using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Ojousama.Studio.Training.Ggml;

namespace Ojousama.Studio.Training.Kernels;

/// <summary>Softmax, cross entropy and their gradient in one pass over the logits.</summary>
internal static unsafe class CrossEntropyKernel
{
    /// <param name="Scale">Weight of a row in the gradient: 1 ÷ the targets of the whole step.</param>
    /// <param name="Cap">Logits are capped as cap · tanh(z ÷ cap) where above 0 (Gemma 2).</param>
    /// <param name="Losses">One value a row is written here.</param>
    [StructLayout(LayoutKind.Sequential)]
    public readonly record struct Parameters(float Scale, float Cap, nint Losses);

    /// <summary>node[padded vocabulary, rows] = d(logits). Sources: logits[vocabulary, rows], targets[rows]; a target below 0 counts nothing.</summary>
    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    public static void Run(GgmlTensor* node, int part, int parts, void* data)
    {
        var parameters = (Parameters*)data;
        GgmlTensor* logits = node->Source0;
        int* targets = (int*)node->Source1->Data;
        int n = (int)logits->Shape[0];
        long rows = node->Shape[1];
        for (long row = rows * part / parts, end = rows * (part + 1) / parts; row < end; row++)
        {
            var to = new Span<float>(node->Floats + row * node->RowStride, (int)node->Shape[0]);
            to[n..].Clear();
            if (targets[row] < 0)
                to.Clear();
            ((float*)parameters->Losses)[row] =
                targets[row] < 0 ? 0f : Row(logits->Floats + row * logits->RowStride, node->Floats + row * node->RowStride, n, targets[row], *parameters);
        }
    }

    /// <returns>The loss of the row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    static float Row(float* logits, float* to, int n, int target, in Parameters parameters)
    {
        float cap = parameters.Cap;
        int whole = n & ~15;
        var most = Vector512.Create(float.NegativeInfinity);
        for (int i = 0; i < whole; i += 16)
        {
            Vector512<float> z = Vector512.Load(logits + i);
            if (cap > 0)
                z = cap * GluKernels.Tanh(z / cap);
            z.Store(to + i);
            most = Vector512.Max(most, z);
        }

        float max = float.NegativeInfinity;
        for (int i = 0; i < 16; i++)
            max = MathF.Max(max, most[i]);
        for (int i = whole; i < n; i++)
        {
            to[i] = cap > 0 ? cap * MathF.Tanh(logits[i] / cap) : logits[i];
            max = MathF.Max(max, to[i]);
        }

        float targetLogit = to[target];
        double sum = 0;
        for (int i = 0; i < whole; i += 16)
            sum += Vector512.Sum(Vector512.Exp(Vector512.Load(to + i) - Vector512.Create(max)));
        for (int i = whole; i < n; i++)
            sum += MathF.Exp(to[i] - max);
        float logSum = max + (float)Math.Log(sum);

        for (int i = 0; i < whole; i += 16)
        {
            Vector512<float> z = Vector512.Load(to + i);
            Vector512<float> gradient = parameters.Scale * Vector512.Exp(z - Vector512.Create(logSum));
            (cap > 0 ? gradient * (Vector512<float>.One - z * z / (cap * cap)) : gradient).Store(to + i);
        }

        for (int i = whole; i < n; i++)
            to[i] = parameters.Scale * MathF.Exp(to[i] - logSum) * (cap > 0 ? 1f - to[i] * to[i] / (cap * cap) : 1f);
        float slope = cap > 0 ? 1f - targetLogit * targetLogit / (cap * cap) : 1f;
        to[target] -= parameters.Scale * slope;
        return logSum - targetLogit;
    }
}
