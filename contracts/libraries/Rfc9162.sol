// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.24;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title Merkle tree proofs of RFC 9162 (Certificate Transparency 2.0) over SHA-256
/// @author Carbon Ledger
/// @notice Checks that a leaf stands in a tree, and that a tree extends an older one. A proof with a node too
/// many, too few or in another place is refused, not only one with a wrong node.
/// @dev The RFC describes verification as a walk that shifts two numbers until both are spent. The shape of the
/// walk depends on the sizes alone, so here it is computed before the first hash: up to the level where the ways of
/// the leaf and of the last leaf meet, a bit of the leaf's place says whether its node is a right child; above
/// that level its way is the tree's right border, where a node has a sibling only if it is a right child.
library Rfc9162 {
    /// @notice Verifies an inclusion proof, RFC 9162 section 2.1.3.2.
    /// @param leaf Leaf hash
    /// @param index Place of the leaf, counted from 0
    /// @param size Leaves in the tree
    /// @param root Root of the tree
    /// @param proof Siblings on the way from the leaf to the root
    /// @return True if the proof has exactly the right length and leads to the root
    function verifyInclusion(
        bytes32 leaf,
        uint64 index,
        uint64 size,
        bytes32 root,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        // Also turns away the empty tree.
        if (index >= size) return false;
        (uint256 rights, uint256 length) = _way(index, size - 1);
        if (proof.length != length) return false;

        bytes32 hash = leaf;
        for (uint256 i = 0; i < proof.length; ++i) {
            bytes32 sibling = _nodeOf(proof, i);
            hash = rights & 1 == 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
            rights >>= 1;
        }
        return hash == root;
    }

    /// @notice Verifies a consistency proof, RFC 9162 section 2.1.4.2.
    /// @param oldSize Leaves in the older tree
    /// @param oldRoot Root of the older tree
    /// @param newSize Leaves in the newer tree
    /// @param newRoot Root of the newer tree
    /// @param proof Nodes from which both roots can be computed
    /// @return True if the proof has exactly the right length and leads to both roots. A tree is consistent with
    /// itself by an empty proof. False from the empty tree to another: it is consistent with every tree, so that a
    /// proof would prove nothing.
    function verifyConsistency(
        uint64 oldSize,
        bytes32 oldRoot,
        uint64 newSize,
        bytes32 newRoot,
        bytes32[] calldata proof
    ) internal pure returns (bool) {
        if (oldSize == newSize) return proof.length == 0 && oldRoot == newRoot;
        if (oldSize == 0 || oldSize > newSize) return false;

        // The walk starts at the largest full subtree that ends the older tree, and so stands in both. The bits
        // of the last old leaf's place that lie inside that subtree are ones; they are walked over.
        (uint256 place, uint256 last) = (oldSize - 1, newSize - 1);
        while (place & 1 == 1) {
            place >>= 1;
            last >>= 1;
        }
        (uint256 rights, uint256 length) = _way(place, last);
        // The subtree's root heads the proof, unless it is the older tree itself.
        uint256 next = place == 0 ? 0 : 1;
        if (proof.length != length + next) return false;

        bytes32 oldHash = next == 0 ? oldRoot : proof[0];
        bytes32 newHash = oldHash;
        for (; next < proof.length; ++next) {
            bytes32 sibling = _nodeOf(proof, next);
            // What lies to the left was there before and stands in both trees; to the right, only in the new one.
            if (rights & 1 == 1) {
                oldHash = nodeHash(sibling, oldHash);
                newHash = nodeHash(sibling, newHash);
            } else {
                newHash = nodeHash(newHash, sibling);
            }
            rights >>= 1;
        }
        return oldHash == oldRoot && newHash == newRoot;
    }

    /// @notice Hash of an inner node: SHA-256(0x01 ‖ left ‖ right), RFC 9162 section 2.1.1.
    /// @param left Left child
    /// @param right Right child
    /// @return Hash of the node
    function nodeHash(bytes32 left, bytes32 right) internal pure returns (bytes32) {
        return _asPure(_nodeHash)(left, right);
    }

    /// @notice The way from a node to the root of a tree, on the node's own level.
    /// @param place Place of the node on its level, not beyond `last`
    /// @param last Place of the last node on that level
    /// @return rights Bit i says whether the i-th sibling on the way stands on the left, the node being its right
    /// @return length Number of siblings on the way
    function _way(uint256 place, uint256 last) private pure returns (uint256 rights, uint256 length) {
        uint256 fork = place ^ last;
        uint256 inner = fork == 0 ? 0 : Math.log2(fork) + 1;
        rights = place | (type(uint256).max << inner);
        length = inner;
        // On the border a zero bit is a node without a sibling, which rises unchanged: only the ones count.
        for (uint256 border = place >> inner; border != 0; border >>= 1) {
            length += border & 1;
        }
    }

    /// @notice A node of a proof whose length was checked.
    /// @param proof The proof
    /// @param place Place of the node, below the proof's length: both callers loop over it
    /// @return node The node
    function _nodeOf(bytes32[] calldata proof, uint256 place) private pure returns (bytes32 node) {
        // Assembly because `proof[place]` compares with the length once more for every node; the loops do already.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            node := calldataload(add(proof.offset, shl(5, place)))
        }
    }

    /// @notice `nodeHash`, as the compiler sees it: it cannot know that the called address is a precompile.
    /// @param left Left child
    /// @param right Right child
    /// @return hash Hash of the node
    function _nodeHash(bytes32 left, bytes32 right) private view returns (bytes32 hash) {
        // Assembly because `sha256(abi.encodePacked(…))` copies its 65 bytes twice and leaves them allocated, which
        // makes a whole anchor 7 % dearer. Here they are laid past the end of allocated memory, and the answer comes
        // back in scratch space. The precompile at 2 fails only for lack of gas; then nothing may go on.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            let data := mload(0x40)
            mstore8(data, 0x01)
            mstore(add(data, 0x01), left)
            mstore(add(data, 0x21), right)
            if iszero(staticcall(gas(), 0x02, data, 0x41, 0x00, 0x20)) {
                revert(0x00, 0x00)
            }
            hash := mload(0x00)
        }
    }

    /// @notice The same function, declared pure.
    /// @param hashing `_nodeHash`
    /// @return pureHashing `_nodeHash`
    function _asPure(
        function(bytes32, bytes32) view returns (bytes32) hashing
    ) private pure returns (function(bytes32, bytes32) pure returns (bytes32) pureHashing) {
        // Assembly because the language has no such cast. It is true: SHA-256 depends on its input alone, and the
        // compiler's own `sha256` is pure for the same reason.
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            pureHashing := hashing
        }
    }
}
