using Microsoft.Extensions.VectorData;

namespace Ojousama.VectorStores;

/// <summary>A form of a fact as a store keeps it: the fact's own sentence, or a question that it answers.</summary>
public sealed class FactRecord
{
    /// <summary>Place of the fact in the sheet and of the form in the fact, e.g. <c>12-0</c>.</summary>
    [VectorStoreKey]
    public string Key { get; set; } = "";

    /// <summary>The sentence as it goes into the prompt.</summary>
    [VectorStoreData]
    public string Text { get; set; } = "";

    /// <summary>What must be true before she tells it; empty for always.</summary>
    [VectorStoreData]
    public string Gate { get; set; } = "";

    /// <summary>Of the form.</summary>
    [VectorStoreVector(384, DistanceFunction = DistanceFunction.CosineSimilarity)]
    public ReadOnlyMemory<float> Vector { get; set; }

    /// <summary>The same for an embedder of any size, for <see cref="VectorStore.GetCollection{TKey, TRecord}"/>.</summary>
    public static VectorStoreCollectionDefinition Definition(int dimensions) => new()
    {
        Properties =
        [
            new VectorStoreKeyProperty(nameof(Key), typeof(string)),
            new VectorStoreDataProperty(nameof(Text), typeof(string)),
            new VectorStoreDataProperty(nameof(Gate), typeof(string)),
            new VectorStoreVectorProperty(nameof(Vector), typeof(ReadOnlyMemory<float>), dimensions) { DistanceFunction = DistanceFunction.CosineSimilarity },
        ],
    };
}
