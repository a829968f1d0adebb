using System.Linq.Expressions;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.VectorData;
using Ojousama.VectorStores;

namespace Ojousama.Tests.Integrations;

/// <summary>The least store that keeps the abstractions' promises: no connector in memory restores everywhere.</summary>
sealed class MemoryCollection : VectorStoreCollection<string, FactRecord>
{
    readonly Dictionary<string, FactRecord> _records = [];
    bool _exists;

    public override string Name => "facts";

    public int Searches { get; private set; }

    public override Task<bool> CollectionExistsAsync(CancellationToken cancellationToken = default) => Task.FromResult(_exists);

    public override Task EnsureCollectionExistsAsync(CancellationToken cancellationToken = default)
    {
        _exists = true;
        return Task.CompletedTask;
    }

    public override Task EnsureCollectionDeletedAsync(CancellationToken cancellationToken = default)
    {
        _exists = false;
        _records.Clear();
        return Task.CompletedTask;
    }

    public override Task<FactRecord?> GetAsync(string key, RecordRetrievalOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromResult(_records.GetValueOrDefault(key));

    public override async IAsyncEnumerable<FactRecord> GetAsync(
        Expression<Func<FactRecord, bool>> filter, int top, FilteredRecordRetrievalOptions<FactRecord>? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        foreach (FactRecord record in _records.Values.Where(filter.Compile()).Take(top))
            yield return record;
    }

    public override Task DeleteAsync(string key, CancellationToken cancellationToken = default) => Task.FromResult(_records.Remove(key));

    public override Task UpsertAsync(FactRecord record, CancellationToken cancellationToken = default) => UpsertAsync([record], cancellationToken);

    public override Task UpsertAsync(IEnumerable<FactRecord> records, CancellationToken cancellationToken = default)
    {
        if (!_exists)
            throw new VectorStoreException("The collection does not exist.");
        foreach (FactRecord record in records)
            _records[record.Key] = record;
        return Task.CompletedTask;
    }

    public override async IAsyncEnumerable<VectorSearchResult<FactRecord>> SearchAsync<TInput>(
        TInput searchValue, int top, VectorSearchOptions<FactRecord>? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Searches++;
        var query = (ReadOnlyMemory<float>)(object)searchValue;
        foreach (var (record, score) in _records.Values.Select(record => (record, Score: Similarity(record.Vector.Span, query.Span))).OrderByDescending(found => found.Score).Take(top))
            yield return new VectorSearchResult<FactRecord>(record, score);

        static float Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.CosineSimilarity(a, b);
    }

    public override object? GetService(Type serviceType, object? serviceKey = null) => null;
}
