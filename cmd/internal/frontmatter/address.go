package frontmatter

import (
	"fmt"

	"go.yaml.in/yaml/v4"

	"guide/cmd/internal/diag"
	"guide/cmd/internal/webaddr"
)

// addressRules are the rules of the faults that an address can have.
var addressRules = map[webaddr.Kind]*diag.Rule{webaddr.Impossible: diag.BadAddress, webaddr.Local: diag.LocalAddress,
	webaddr.Wrapped: diag.WrappedAddress}

// publicAddress is a web address; it reports one that works for nobody, or that is not the one its author means.
func publicAddress[V any](address valueType[V]) valueType[V] {
	return valueType[V]{address.Type, func(d *decoder, n *yaml.Node) (V, bool) {
		v, ok := address.decode(d, n)
		if !ok {
			return v, false
		}
		if r := diag.FindInvisible(n.Value); r != 0 {
			d.reportNode(n, diag.BadAddress, fmt.Sprintf("%sthe address holds %s, which cannot be seen", d.keyPrefix(),
				diag.NameCharacter(r)), "type the address again, without it")
			d.fixScalar(n, isPublicAddress, typewritten(n.Value))
		} else if fault := webaddr.Check(n.Value); fault.Kind != webaddr.None {
			d.reportNode(n, addressRules[fault.Kind], d.keyPrefix()+fault.Message, diag.Truncate(fault.Hint))
			d.fixScalar(n, isPublicAddress, fault.Better)
		}
		return v, true
	}}
}

func isPublicAddress(address string) bool {
	return checkReach(address) == nil && diag.FindInvisible(address) == 0 && webaddr.Check(address).Kind == webaddr.None
}
