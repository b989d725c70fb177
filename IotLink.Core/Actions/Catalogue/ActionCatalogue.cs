using IotLink.Core.Devices;
using IotLink.Core.Documents;

namespace IotLink.Core.Actions.Catalogue;

/// <summary>The actions of one product, from all its documents. Immutable, any thread.</summary>
public sealed class ActionCatalogue
{
    private readonly Dictionary<string, DeviceAction> _byId;

    private ActionCatalogue(IReadOnlyList<DeviceAction> actions) => (Actions, _byId) = (actions, actions.ToDictionary(a => a.Id, StringComparer.Ordinal));

    public static ActionCatalogue None { get; } = new([]);

    /// <summary>In the order of the documents.</summary>
    public IReadOnlyList<DeviceAction> Actions { get; }

    public DeviceAction? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Each document is one action, or a list under <c>actions:</c> with the product above it.</summary>
    /// <returns>null when anything is wrong; all faults are listed.</returns>
    public static ActionCatalogue? Compile(IReadOnlyList<(string Text, int Version)> documents, ProductId product, List<DocumentFault> faults)
    {
        var before = faults.Count;
        var actions = new List<DeviceAction>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (text, version) in documents)
        {
            var first = faults.Count;
            if (DocumentMap.Parse(text, faults) is { } map) Read(map, new(product, version));
            faults.SortByPlace(first);
        }

        return faults.Count == before ? new(actions) : null;

        void Read(DocumentMap map, ActionReader reader)
        {
            if (!map.Has("actions"))
            {
                Add(map, reader, listed: false);
                return;
            }

            reader.CheckProduct(map, required: true);
            foreach (var item in map.Maps("actions")) Add(item, reader, listed: true);
            map.Done();
        }

        void Add(DocumentMap map, ActionReader reader, bool listed)
        {
            if (map.Text("actionId") is { } id && !ids.Add(id)) map.Fault("actionId", "action.duplicate", $"'{id}' is there twice.");
            if (reader.Read(map, listed) is { } action) actions.Add(action);
        }
    }
}
